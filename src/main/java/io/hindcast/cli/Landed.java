package io.hindcast.cli;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.ledger.Lease;
import io.hindcast.plan.Footprints;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.stage.Stager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Landing files that a run loaded before it planned, and those that it left to others, which load them already.
 *
 * @param loaded what this run loaded
 * @param left why others were left; empty when there were none
 */
record Landed(List<Stager.Loaded> loaded, Optional<Problem> left) {

    /**
     * Loads files of the sources that nobody else loads.
     *
     * @param wished what was seen before the lease was taken
     */
    static Landed by(RunDesk desk, Workspace workspace, Loading wished, Shown shown) {
        if (wished.files().isEmpty()) {
            return new Landed(List.of(), Optional.empty());
        }
        RunDesk.Claimed<Loading> claimed = desk.ask(wished.wish(workspace.warehouse()));
        Map<SourceDeclaration, List<LandingFile>> still = claimed.part().of(workspace.waitingFiles());
        Optional<Problem> left = left(workspace, wished, claimed);
        left.ifPresent(problem -> shown.console().log(problem.what()));
        if (still.isEmpty()) {
            return new Landed(List.of(), left);
        }
        shown.staging(still);
        List<Stager.Loaded> loaded = new Staging(desk).of(still);
        shown.staged(loaded);
        return new Landed(loaded, left);
    }

    private static Optional<Problem> left(Workspace workspace, Loading wished, RunDesk.Claimed<Loading> claimed) {
        Set<String> names = new TreeSet<>(wished.names());
        names.removeAll(claimed.part().names());
        return names.isEmpty()
                ? Optional.empty()
                : claimed.inTheWay().stream()
                        .filter(lease -> Footprints.ofSources(workspace.warehouse(), names)
                                .meets(lease.territory()))
                        .findFirst()
                        .map(lease -> problem(workspace, names, lease));
    }

    private static Problem problem(Workspace workspace, Set<String> names, Lease lease) {
        return LedgerProblems.loadedElsewhere(
                String.join(", ", names),
                lease.owner().run(),
                lease.owner().actor(),
                Duration.between(lease.since(), workspace.clock().instant()));
    }

    boolean isNothing() {
        return loaded.isEmpty();
    }

    /**
     * For who has nothing else to do.
     *
     * @throws io.hindcast.problem.ProblemException when files were left to others
     */
    void requireAll() {
        left.ifPresent(problem -> {
            throw Problems.raise(problem);
        });
    }
}
