package io.hindcast.cli;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.StagedCommits;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.run.RunId;
import io.hindcast.stage.Stager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the ledger keeps of landing files that were loaded. */
final class StageEntries {

    private StageEntries() {}

    static List<Entry> of(RunId id, List<Stager.Loaded> loaded, Instant at) {
        return loaded.stream().map(each -> of(id, each, at)).toList();
    }

    /** What the sources' own commits tell of loaded files and the ledger does not, oldest first. */
    static List<Entry> lacking(Workspace workspace, List<Entry> ledger) {
        Set<String> told = new HashSet<>();
        ledger.stream()
                .filter(entry -> entry.event() == Event.STAGED)
                .forEach(entry -> told.add(entry.asset() + "@" + entry.version().orElse(-1)));
        List<Entry> lacking = new ArrayList<>();
        for (SourceDeclaration source : workspace.warehouse().sources()) {
            if (source.landing().isPresent()) {
                workspace.staged(source).stream()
                        .filter(staged -> !told.contains(source.name() + "@" + staged.version()))
                        .forEach(staged -> lacking.add(of(workspace.warehouse().name(), source.name(), staged)));
            }
        }
        lacking.sort(Comparator.comparing(Entry::at));
        return lacking;
    }

    private static Entry of(String warehouse, String source, StagedCommits.Staged staged) {
        return Entry.of(staged.at(), Event.STAGED, warehouse)
                .asset(source)
                .run(staged.by().run())
                .version(staged.version())
                .size(staged.rows(), staged.bytes(), staged.count())
                .actor(staged.by().actor())
                .detail(Documents.files(staged.files()))
                .build();
    }

    private static Entry of(RunId id, Stager.Loaded loaded, Instant at) {
        long bytes = loaded.files().stream().mapToLong(LandingFile::length).sum();
        return Entry.of(at, Event.STAGED, id.warehouse())
                .asset(loaded.source())
                .run(id.run())
                .version(loaded.version())
                .size(loaded.rows(), bytes, loaded.files().size())
                .actor(id.actor())
                .detail(Documents.files(
                        loaded.files().stream().map(LandingFile::name).toList()))
                .build();
    }
}
