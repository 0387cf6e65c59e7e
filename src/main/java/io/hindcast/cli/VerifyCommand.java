package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Entry;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.proof.Sample;
import io.hindcast.proof.Verdict;
import io.hindcast.proof.Verifiable;
import io.hindcast.proof.Verification;
import io.hindcast.proof.VerifiedEntries;
import io.hindcast.run.Budget;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Computes partitions again and compares. Takes no lease, since it writes nothing but what came of it. */
final class VerifyCommand implements Command {

    private static final double USUAL_SHARE = 0.01;

    private final InstantSource clock;
    private final Stopping stopping;

    VerifyCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        if (arguments.verifying().into().isPresent() && !arguments.has(Option.FROM_SCRATCH)) {
            throw Problems.raise(UsageProblems.optionNeedsOther(Option.INTO.flag(), Option.FROM_SCRATCH.flag()));
        }
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        if (arguments.has(Option.FROM_SCRATCH)) {
            return new FromScratch(workspace, arguments, stopping, console).run();
        }
        Instant began = clock.instant();
        Planning planning = Planning.read(workspace);
        List<Verifiable> subjects = chosen(planning, arguments);
        List<Verified> verified = new ArrayList<>();
        if (subjects.stream().anyMatch(subject -> !subject.partitions().isEmpty())) {
            verified.addAll(verified(planning, arguments, subjects, began, console));
        } else {
            subjects.forEach(subject -> verified.add(Verified.nothing(subject)));
        }
        return new VerifyOutcome(planning, verified).show(how(arguments), began, arguments, console);
    }

    private List<Verified> verified(
            Planning planning, Arguments arguments, List<Verifiable> subjects, Instant began, Console console) {
        Workspace workspace = planning.workspace();
        Budget budget = arguments.conduct().budget();
        Optional<Instant> end =
                budget.endOf(began, workspace.warehouse().declaration().zone());
        BooleanSupplier goingOn = () -> {
            stopping.requireGoingOn("was verifying");
            return end.isEmpty() || clock.instant().isBefore(end.get());
        };
        Recomputation recomputation =
                Recomputation.otherwise(Sessions.start(workspace.operator().spark()), workspace.warehouse(), clock);
        Verification verification = new Verification(recomputation, planning.state(), goingOn);
        Map<String, Verified> verified = new HashMap<>();
        Allowance allowance = new Allowance(budget);
        for (Verifiable subject : longestAgoFirst(planning, subjects)) {
            PartitionSet within = allowed(planning, arguments, subject, allowance);
            PartitionSet beyond = subject.partitions().minus(within);
            if (!within.isEmpty()) {
                console.log(
                        "verifying " + within.count() + " of " + subject.asset().name());
            }
            Verdict verdict = verification.of(subject.only(within));
            remember(workspace, arguments, subject.asset(), verdict);
            verified.put(
                    subject.asset().name(),
                    new Verified(subject, verdict, verdict.left().union(beyond)));
        }
        return subjects.stream()
                .map(subject ->
                        Objects.requireNonNull(verified.get(subject.asset().name())))
                .toList();
    }

    /** Where a budget does not suffice for all, the same assets would else be left out each night. */
    private static List<Verifiable> longestAgoFirst(Planning planning, List<Verifiable> subjects) {
        List<Entry> entries = planning.ledger().entries();
        return subjects.stream()
                .sorted(Comparator.comparing(subject -> VerifiedEntries.latest(subject.asset(), entries)))
                .toList();
    }

    /** What a budget allows, those that were verified longest ago. */
    private static PartitionSet allowed(
            Planning planning, Arguments arguments, Verifiable subject, Allowance allowance) {
        if (subject.partitions().isEmpty() || arguments.conduct().budget().isNone()) {
            return subject.partitions();
        }
        AssetState state = planning.state().asset(subject.asset().name());
        List<Partition> taken = allowance.taken(
                ordered(planning, arguments, subject, 1),
                partition -> state.contents().at(partition).map(c -> c.bytes()).orElse(0L));
        return set(subject.asset(), taken);
    }

    static void remember(Workspace workspace, Arguments arguments, Asset asset, Verdict verdict) {
        String actor = System.getProperty("user.name", "unknown") + "@"
                + workspace.host().name();
        workspace
                .ledger()
                .append(VerifiedEntries.of(
                        new VerifiedEntries.Occasion(
                                workspace.clock().instant(),
                                workspace.warehouse().name(),
                                Requests.text(arguments),
                                actor),
                        asset,
                        verdict));
    }

    private static List<Verifiable> chosen(Planning planning, Arguments arguments) {
        Map<Asset, PartitionSet> selected = Selected.of(planning, arguments);
        boolean sampled = isSampled(arguments);
        List<Verifiable> chosen = new ArrayList<>();
        selected.forEach((asset, set) -> {
            AssetState state = planning.state().asset(asset.name());
            Verifiable all = Verifiable.of(asset, state, set);
            chosen.add(
                    sampled && !all.partitions().isEmpty()
                            ? all.only(set(asset, ordered(planning, arguments, all, share(arguments))))
                            : all);
        });
        return chosen;
    }

    private static List<Partition> ordered(Planning planning, Arguments arguments, Verifiable all, double share) {
        AssetState state = planning.state().asset(all.asset().name());
        List<Entry> entries = planning.ledger().entries();
        return new Sample(share, arguments.verifying().seed().orElse(0L))
                .of(
                        all.asset(),
                        all.partitions(),
                        VerifiedEntries.last(all.asset(), entries, state.builds()),
                        partition -> state.contents()
                                .at(partition)
                                .map(c -> c.rows())
                                .orElse(0L));
    }

    private static PartitionSet set(Asset asset, List<Partition> partitions) {
        return PartitionSet.unionAll(
                asset.partitioning(),
                partitions.stream()
                        .map(each -> PartitionSet.of(asset.partitioning(), each))
                        .toList());
    }

    private static double share(Arguments arguments) {
        return arguments.verifying().share().orElse(USUAL_SHARE);
    }

    /** What is not named is too much to verify all of it. */
    private static boolean isSampled(Arguments arguments) {
        Arguments.Scope scope = arguments.scope();
        boolean named = !scope.select().isEmpty()
                || scope.partitions().isPresent()
                || scope.from().isPresent()
                || scope.until().isPresent()
                || scope.before().isPresent();
        return arguments.verifying().share().isPresent() || !(named || arguments.has(Option.ALL));
    }

    private static String how(Arguments arguments) {
        return isSampled(arguments)
                ? String.format(
                        Locale.ROOT,
                        "a sample of %s%%",
                        Double.toString(share(arguments) * 100).replaceAll("\\.0$", ""))
                : "all that is selected";
    }
}
