package io.hindcast.report;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Entries of a ledger, said one by one. */
final class TestingLedger {

    private static final Instant BEGAN = Instant.parse("2013-05-01T06:00:00Z");

    private final List<Entry> entries = new ArrayList<>();
    private final Function<String, Optional<Partitioning>> partitionings;

    TestingLedger(TestingWarehouse world) {
        this.partitionings = name -> world.warehouse().asset(name).map(Asset::partitioning);
    }

    /** A run that quarantined a day, one that was cancelled, and one that died after its first commit. */
    static TestingLedger ofThreeRuns(TestingWarehouse world) {
        return new TestingLedger(world)
                .requested(0, "r-1", "run (the nightly load)")
                .add(entry(1, Event.PLANNED, "r-1").detail("{\"plan\":\"p-1\"}"))
                .add(entry(2, Event.STARTED, "r-1")
                        .asset("flights_clean")
                        .partitions("2013-01-01..2013-01-04", 4)
                        .attempt("flights_clean/1", 1))
                .failed(3, "flights_clean/1", 1, "2013-01-01..2013-01-04")
                .committed(5, "r-1", "flights_clean/1.1", "2013-01-01", "2013-01-02", "2013-01-04")
                .failedFinally(6, "flights_clean/1.2", 2, "2013-01-03")
                .add(entry(6, Event.QUARANTINED, "r-1")
                        .asset("flights_clean")
                        .partitions("2013-01-03", 1)
                        .attempt("flights_clean/1.2", 2)
                        .error("division by zero"))
                .add(entry(7, Event.SKIPPED, "r-1")
                        .asset("daily_delays")
                        .partitions("2013-01-03", 1)
                        .step("daily_delays/1")
                        .reason("waiting: flights_clean@2013-01-03 is quarantined"))
                .add(entry(8, Event.FINISHED, "r-1")
                        .reason("quarantined")
                        .seconds(8.25)
                        .actor("ann@desk")
                        .detail("{\"exit\":10,\"left\":1}"))
                .requested(60, "r-2", "run --select 'delay_7d' --force")
                .add(entry(61, Event.PLANNED, "r-2").detail("{\"plan\":\"p-2\"}"))
                .add(entry(62, Event.CANCELLED, "r-2").reason("cancelled").seconds(2))
                .requested(90, "r-3", "run")
                .add(entry(91, Event.PLANNED, "r-3").detail("{\"plan\":\"p-3\"}"))
                .committed(92, "r-3", "flights_clean/1", "2013-01-05");
    }

    List<Entry> entries() {
        return entries;
    }

    Function<String, Optional<Partitioning>> partitionings() {
        return partitionings;
    }

    private static EntryBuilder entry(long seconds, Event event, String run) {
        return Entry.of(BEGAN.plusSeconds(seconds), event, "flights").run(run);
    }

    private TestingLedger add(EntryBuilder builder) {
        entries.add(builder.build());
        return this;
    }

    private TestingLedger requested(long seconds, String run, String request) {
        return add(entry(seconds, Event.REQUESTED, run).reason(request).actor("ann@desk"));
    }

    /** As rows were written before they told what came of a failure. */
    private TestingLedger failed(long seconds, String step, int attempt, String partitions) {
        return add(failure(seconds, step, attempt, partitions));
    }

    private TestingLedger failedFinally(long seconds, String step, int attempt, String partitions) {
        return add(failure(seconds, step, attempt, partitions)
                .detail("{\"kind\":\"resources\",\"code\":\"X\",\"trouble\":\"disk_full\",\"then\":\"quarantined\","
                        + "\"why\":\"given up: stop {attempts: 2}\",\"waited\":2.5,\"idle\":2.5,\"since_first\":4.0}"));
    }

    private static EntryBuilder failure(long seconds, String step, int attempt, String partitions) {
        return entry(seconds, Event.FAILED, "r-1")
                .asset("flights_clean")
                .partitions(partitions, partitions.contains("..") ? 4 : 1)
                .attempt(step, attempt)
                .seconds(1)
                .error("division by zero");
    }

    TestingLedger committed(long seconds, String run, String step, String... days) {
        for (String day : days) {
            add(entry(seconds, Event.COMMITTED, run)
                    .asset("flights_clean")
                    .partitions(day, 1)
                    .attempt(step, 1)
                    .reason("missing")
                    .version(1)
                    .size(900, 20_000, 1)
                    .seconds(2.5));
        }
        return this;
    }
}
