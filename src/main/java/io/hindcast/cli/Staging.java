package io.hindcast.cli;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.StagedBy;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import io.hindcast.stage.Stager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads landing files at a desk. */
record Staging(RunDesk desk) {

    /** Each exactly once. */
    List<Stager.Loaded> of(Map<SourceDeclaration, List<LandingFile>> waiting) {
        List<Stager.Loaded> loaded = new ArrayList<>();
        Stager stager = new Stager(
                desk.session(),
                desk.workspace().landing(),
                desk.clock(),
                new StagedBy(desk.id().run(), desk.id().actor()));
        desk.stopping().whenAsked(stager::stop);
        waiting.forEach((source, files) -> {
            List<Stager.Loaded> own = load(stager, source, files);
            desk.enter(StageEntries.of(desk.id(), own, desk.clock().instant()));
            loaded.addAll(own);
        });
        return loaded;
    }

    private List<Stager.Loaded> load(Stager stager, SourceDeclaration source, List<LandingFile> files) {
        try {
            return stager.load(source, files);
        } catch (RuntimeException e) {
            // What dies because the process is being stopped has not failed.
            if (!desk.stopping().isAsked()) {
                throw e;
            }
            throw Problems.raise(LedgerProblems.stoppedStaging(source.name()), e);
        }
    }
}
