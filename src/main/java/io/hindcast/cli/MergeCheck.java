package io.hindcast.cli;

import io.hindcast.asset.Resolution;
import io.hindcast.asset.Warehouse;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.MergeImpact;
import io.hindcast.problem.GitProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.proof.StaticPurity;
import io.hindcast.report.MergeStory;
import io.hindcast.spark.SparkJobInspector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds the declarations of a working tree against those of a commit: what would merging cause? */
final class MergeCheck {

    private final Workspace workspace;
    private final Arguments arguments;
    private final Instant now;

    MergeCheck(Workspace workspace, Arguments arguments) {
        this.workspace = workspace;
        this.arguments = arguments;
        this.now = arguments.conduct().now().orElseGet(() -> workspace.clock().instant());
    }

    /**
     * What merging would cause.
     *
     * @throws ProblemException when the commit cannot be read, or declares something wrong
     */
    MergeStory told(String ref) {
        requireFreshAlone();
        GitCommit commit = GitCommit.of(arguments.warehouse(), ref);
        List<String> notes = new ArrayList<>();
        if (!commit.isBehindWorkingTree()) {
            notes.add(ref
                    + " has commits that are not here: what they changed is told as if merging undid it. To leave them"
                    + " out, compare with: git merge-base " + ref + " HEAD");
        }
        try (CommittedWarehouse committed = CommittedWarehouse.of(commit)) {
            CommittedWarehouse.Declared declared = committed.declared();
            Resolution resolution = workspace.resolved(
                    declared.reading(),
                    new CommittedJobs(JobCache.consulted(
                            arguments.warehouse(),
                            new SparkJobInspector(
                                    declared.reading().warehouse().declaration().jars(), new StaticPurity()))));
            committed.requireRight(resolution.problems());
            Set<String> recoded = declared.jars() == CommittedWarehouse.Jars.COMMITTED
                    ? Set.of()
                    : recoded(commit, resolution.orThrow(), notes);
            MergeGround ground = new MergeGround(workspace, recoded, now);
            MergeGround.Sides sides = arguments.scope().assume().isEmpty()
                    ? ground.sides(declared.reading().warehouse(), resolution.orThrow())
                    : ground.assumed(resolution.orThrow(), "as was asked");
            BatchPolicy batches = BatchPolicy.forParallel(workspace.settings().parallel(arguments));
            MergeImpact impact = MergeImpact.between(
                    sides.before().planned(batches, now), sides.after().planned(batches, now));
            return new MergeStory(ref, commit.shortId(), sides.basis(), impact, notes);
        }
    }

    private void requireFreshAlone() {
        arguments.scope().assume().stream()
                .filter(assumed -> !assumed.equals("fresh"))
                .findFirst()
                .ifPresent(assumed -> {
                    throw Problems.raise(GitProblems.onlyFresh(assumed));
                });
    }

    /** Java jobs that the commit has as well, and whose sources say that their code is another. */
    private Set<String> recoded(GitCommit commit, Warehouse before, List<String> notes) {
        Set<String> recoded = new HashSet<>();
        CommittedSources.of(commit).tell(workspace.warehouse()).forEach((name, told) -> {
            if (before.asset(name).isEmpty()) {
                return;
            }
            if (told.known() == 0) {
                notes.add(name
                        + ": its jar is not in the commit, nor are its sources in java/ of the warehouse. Its code is"
                        + " taken for the same");
            } else if (!told.differing().isEmpty()) {
                recoded.add(name);
                notes.add(name + ": java/" + String.join(", java/", told.differing())
                        + " differs, and the jar of the commit is not built. Its code is taken for another in all its"
                        + " columns");
            }
        });
        return recoded;
    }
}
