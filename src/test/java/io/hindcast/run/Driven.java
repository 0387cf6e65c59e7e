package io.hindcast.run;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Means;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Seals;
import io.hindcast.plan.Step;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.testing.TestingOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run driven by hand, which remembers what was decided. */
final class Driven {

    /** When it begins. */
    static final Instant BEGIN = Instant.parse("2013-06-01T00:00:00Z");

    /** Three attempts, ten seconds apart. */
    static final RetryPolicy RETRY = new RetryPolicy(3, Wait.fixed(Duration.ofSeconds(10)), Duration.ZERO);

    private RunState state;
    private Instant now = BEGIN;
    private final List<String> told = new ArrayList<>();

    Driven(RunState begin) {
        this.state = begin;
        on(new RunEvent.Woken());
    }

    /** A step of missing partitions, which comes after others. */
    static Step step(String id, String asset, Partitioning partitioning, String set, String... after) {
        PartitionSet partitions = partitioning.parse(set);
        return new Step(
                id,
                asset,
                partitions,
                Map.of(Reason.MISSING, partitions),
                PartitionSet.empty(partitioning),
                Map.of(),
                List.of(after),
                Estimate.NOTHING);
    }

    /** A run of what earlier lives of it have left of these steps. */
    static RunState begin(Warehouse warehouse, Earlier earlier, int parallel, Step... steps) {
        RunSetup setup = RunSetup.of(warehouse, earlier.left(plan(steps)), earlier, RETRY, parallel);
        return RunState.begin(setup, earlier.changed(), earlier.setAside());
    }

    /** The same with policies of their own for some assets; two steps run at once. */
    static RunState begin(Warehouse warehouse, RetryPolicies policies, Earlier earlier, Step... steps) {
        RunSetup setup = RunSetup.of(warehouse, earlier.left(plan(steps)), earlier, policies, 2);
        return RunState.begin(setup, Map.of(), Map.of());
    }

    /** A plan of nothing but steps. */
    static Plan plan(Step... steps) {
        Seals seals = new Seals(Map.of(), Map.of(), Map.of(), Map.of());
        return new Plan(
                "world",
                "p-1",
                BEGIN,
                "",
                Optional.empty(),
                seals,
                List.of(),
                List.of(),
                List.of(steps),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Means.UNKNOWN);
    }

    RunState state() {
        return state;
    }

    Driven on(RunEvent event) {
        RunState.Transition transition = state.on(event, now);
        state = transition.state();
        transition.notices().forEach(notice -> notice.to(new Telling(told)));
        return this;
    }

    PartitionSet running(String id) {
        return Optional.ofNullable(state.running().get(id)).orElseThrow().partitions();
    }

    Driven committed(String id) {
        PartitionSet all = running(id);
        return on(new RunEvent.StepCommitted(id, all, PartitionSet.empty(all.partitioning())));
    }

    Driven unchanged(String id) {
        PartitionSet all = running(id);
        return on(new RunEvent.StepCommitted(id, PartitionSet.empty(all.partitioning()), all));
    }

    Driven failed(String id, Failure.Kind kind, String signature) {
        return on(new RunEvent.StepFailed(id, TestingOutcomes.failure(kind, signature), 0));
    }

    Driven wake() {
        now = state.nextWake().orElseThrow();
        return on(new RunEvent.Woken());
    }

    /** What was decided since the last time. */
    List<String> told() {
        List<String> since = List.copyOf(told);
        told.clear();
        return since;
    }

    private record Telling(List<String> told) implements Notice.Handler {

        @Override
        public void start(Notice.Start notice) {
            told.add("start " + notice.fragment().id() + " #" + notice.attempt());
        }

        @Override
        public void retry(Notice.Retry notice) {
            told.add("retry " + notice.fragment().id() + " at +"
                    + Duration.between(BEGIN, notice.at()).toSeconds());
        }

        @Override
        public void halved(Notice.Halved notice) {
            told.add("halved " + notice.fragment().id());
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            told.add("quarantined " + notice.fragment().partitions());
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            told.add(notice.cause().word() + " " + notice.asset() + " " + notice.partitions() + ": " + notice.why());
        }
    }
}
