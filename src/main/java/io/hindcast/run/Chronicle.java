package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.CommitEntries;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Wait;
import io.hindcast.problem.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Turns what happens in a run into entries of the ledger. Used on the thread of the event loop alone. */
public final class Chronicle {

    private final RunId id;
    private final Warehouse warehouse;
    private final Consumer<List<Entry>> ledger;
    /** Step to what its last failed attempt read: a quarantine says from what it could not be built. */
    private final Map<String, Map<String, InputRead>> lastRead = new HashMap<>();
    /** Step to its attempt that has just failed: its row also says what comes of that. */
    private final Map<String, EntryBuilder> failing = new HashMap<>();

    /**
     * Chronicle of one run.
     *
     * @param ledger takes the entries, in their order
     */
    public Chronicle(RunId id, Warehouse warehouse, Consumer<List<Entry>> ledger) {
        this.id = id;
        this.warehouse = warehouse;
        this.ledger = ledger;
    }

    /** The run's id. */
    public String run() {
        return id.run();
    }

    /** The run was asked for, in the words of the request. */
    public void requested(String request, Instant at) {
        write(entry(Event.REQUESTED, at).reason(request).actor(id.actor()));
    }

    /**
     * The plan was made and saved.
     *
     * @param plan its id
     */
    public void planned(String plan, long partitions, Instant at) {
        write(entry(Event.PLANNED, at).partitions("", partitions).detail(Details.of("plan", plan)));
    }

    /** What the plan leaves to other runs. */
    public void leftToOthers(Plan plan, Instant at) {
        plan.leftOut()
                .forEach((asset, causes) -> Optional.ofNullable(causes.get(LeftOut.HELD))
                        .ifPresent(set -> write(entry(Event.SKIPPED, at)
                                .asset(asset)
                                .partitions(set.toString(), set.count())
                                .reason(LeftOut.HELD.word() + ": "
                                        + plan.waits().stream()
                                                .filter(wait -> wait.asset().equals(asset)
                                                        && wait.partitions().intersects(set))
                                                .map(Wait::text)
                                                .distinct()
                                                .collect(Collectors.joining("; "))))));
    }

    /**
     * The run is over.
     *
     * @param seconds wall time
     */
    public void finished(Ending ending, double seconds, Instant at) {
        boolean cancelled = ending.exitCode() == ExitCode.CANCELLED;
        write(entry(cancelled ? Event.CANCELLED : Event.FINISHED, at)
                .seconds(seconds)
                .reason(ending.exitCode().outcome())
                .actor(id.actor())
                .error(ending.error())
                .detail(Details.of(ending)));
    }

    void noticed(Notice notice, Instant at) {
        notice.to(new Writer(at));
    }

    void ended(Attempt attempt, StepOutcome outcome, Instant at) {
        outcome.match(
                committed -> {
                    ledger.accept(
                            CommitEntries.of(id.warehouse(), attempt.asset().name(), committed.commit()));
                    return true;
                },
                failed -> {
                    lastRead.put(attempt.step(), failed.inputs());
                    EntryBuilder row = entry(Event.FAILED, at)
                            .asset(attempt.asset().name())
                            .partitions(
                                    attempt.partitions().toString(),
                                    attempt.partitions().count())
                            .attempt(attempt.step(), attempt.number())
                            .fingerprints(attempt.asset().signature().fingerprint(), Map.of())
                            .read(failed.inputs())
                            .seconds(failed.seconds())
                            .error(failed.failure().message());
                    failing.put(attempt.step(), row);
                    return true;
                },
                stopped -> true);
    }

    private EntryBuilder entry(Event event, Instant at) {
        return Entry.of(at, event, id.warehouse()).run(id.run());
    }

    private void write(EntryBuilder builder) {
        ledger.accept(List.of(builder.build()));
    }

    private final class Writer implements Notice.Handler {

        private final Instant at;

        Writer(Instant at) {
            this.at = at;
        }

        @Override
        public void start(Notice.Start notice) {
            PartitionSet set = notice.fragment().partitions();
            write(entry(Event.STARTED, at)
                    .asset(notice.fragment().asset())
                    .partitions(set.toString(), set.count())
                    .attempt(notice.fragment().id(), notice.attempt())
                    .detail(FailureDetail.ofStart(notice.waited())));
        }

        @Override
        public void judged(Notice.Judged notice) {
            EntryBuilder row = failing.remove(notice.fragment().id());
            if (row != null) {
                write(row.detail(FailureDetail.of(notice)));
            }
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {
            Fragment fragment = notice.fragment();
            Asset asset = warehouse
                    .asset(fragment.asset())
                    .orElseThrow(() -> new IllegalArgumentException("no asset " + fragment.asset()));
            List<Entry> entries = new ArrayList<>();
            fragment.partitions()
                    .partitions()
                    .forEach(partition -> entries.add(entry(Event.QUARANTINED, at)
                            .asset(fragment.asset())
                            .partitions(partition.toString(), 1)
                            .attempt(fragment.id(), notice.failedAttempt())
                            .fingerprints(asset.signature().fingerprint(), Map.of())
                            .read(lastRead.getOrDefault(fragment.id(), Map.of()))
                            .error(notice.failure().message())
                            .detail(Details.of(notice.failure()))
                            .build()));
            ledger.accept(entries);
        }

        @Override
        public void leftOut(Notice.NotRun notice) {
            write(entry(Event.SKIPPED, at)
                    .asset(notice.asset())
                    .partitions(
                            notice.partitions().toString(), notice.partitions().count())
                    .step(notice.step())
                    .reason(notice.cause().word() + ": " + notice.why()));
        }

        @Override
        public void retry(Notice.Retry notice) {
            // The failed attempt has its row already.
        }

        @Override
        public void halved(Notice.Halved notice) {
            // The failed attempt has its row already, and each half will have its own.
        }
    }
}
