package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Carries out a run in virtual time, in which every attempt takes a while and may fail for what is so when it ends. */
final class VirtualRun implements Notice.Handler {

    static final Instant BEGIN = Instant.parse("2013-06-01T00:00:00Z");
    private static final int MOST_EVENTS = 100_000;

    private final RunSetup setup;
    private final Weather weather;
    private final SplittableRandom random;
    private final Map<String, Instant> ends = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, PartitionSet> setAside = new HashMap<>();
    private final Map<String, PartitionSet> built = new HashMap<>();
    private final List<Notice.Judged> judged = new ArrayList<>();
    private final List<Notice.NotRun> notRun = new ArrayList<>();
    private Instant now = BEGIN;

    /** What comes of attempts. */
    interface Weather {
        /**
         * Why an attempt fails; empty when it does not.
         *
         * @param since the begin of the run
         */
        Optional<Failure> at(Fragment fragment, int attempt, Duration since);
    }

    VirtualRun(RunSetup setup, Weather weather, long seed) {
        this.setup = setup;
        this.weather = weather;
        this.random = new SplittableRandom(seed);
    }

    /** To the end. */
    VirtualRun toItsEnd() {
        RunState state = on(RunState.begin(setup, Map.of(), Map.of()), new RunEvent.Woken());
        for (int events = 0; !state.isOver(); events++) {
            assertThat(events).as("events without end").isLessThan(MOST_EVENTS);
            state = next(state);
        }
        return this;
    }

    private RunState next(RunState state) {
        Optional<Map.Entry<String, Instant>> ending = ends.entrySet().stream().min(Map.Entry.comparingByValue());
        Optional<Instant> wake = state.nextWake();
        if (ending.isEmpty() || wake.filter(ending.get().getValue()::isAfter).isPresent()) {
            now = wake.orElseThrow();
            return on(state, new RunEvent.Woken());
        }
        now = ending.get().getValue();
        String id = ending.get().getKey();
        ends.remove(id);
        Fragment fragment = Optional.ofNullable(state.running().get(id)).orElseThrow();
        Optional<Failure> failure = weather.at(fragment, numbers.getOrDefault(id, 0), Duration.between(BEGIN, now));
        if (failure.isPresent()) {
            return on(state, new RunEvent.StepFailed(id, failure.get(), random.nextDouble()));
        }
        add(built, fragment);
        PartitionSet none = PartitionSet.empty(fragment.partitions().partitioning());
        return on(state, new RunEvent.StepCommitted(id, fragment.partitions(), none));
    }

    private RunState on(RunState state, RunEvent event) {
        RunState.Transition transition = state.on(event, now);
        transition.notices().forEach(notice -> notice.to(this));
        return transition.state();
    }

    private static void add(Map<String, PartitionSet> sets, Fragment fragment) {
        PartitionSet before = sets.getOrDefault(
                fragment.asset(), PartitionSet.empty(fragment.partitions().partitioning()));
        assertThat(before.intersects(fragment.partitions()))
                .as("%s twice", fragment)
                .isFalse();
        sets.put(fragment.asset(), before.union(fragment.partitions()));
    }

    /** What was quarantined of an asset. */
    Optional<PartitionSet> setAside(String asset) {
        return Optional.ofNullable(setAside.get(asset));
    }

    /** What was built of an asset. */
    Optional<PartitionSet> built(String asset) {
        return Optional.ofNullable(built.get(asset));
    }

    /** Every failed attempt, with what came of it. */
    List<Notice.Judged> judged() {
        return judged;
    }

    /** What was left out. */
    List<Notice.NotRun> notRun() {
        return notRun;
    }

    /** How long it took. */
    Duration took() {
        return Duration.between(BEGIN, now);
    }

    @Override
    public void start(Notice.Start notice) {
        ends.put(notice.fragment().id(), now.plusMillis(1_000 + random.nextInt(20_000)));
        numbers.put(notice.fragment().id(), notice.attempt());
    }

    @Override
    public void judged(Notice.Judged notice) {
        judged.add(notice);
    }

    @Override
    public void retry(Notice.Retry notice) {
        // Judged before.
    }

    @Override
    public void halved(Notice.Halved notice) {
        // Judged before.
    }

    @Override
    public void quarantined(Notice.Quarantined notice) {
        add(setAside, notice.fragment());
    }

    @Override
    public void leftOut(Notice.NotRun notice) {
        notRun.add(notice);
    }
}
