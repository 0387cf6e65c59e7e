package io.hindcast.report;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Account;
import io.hindcast.run.Advice;
import io.hindcast.run.Ending;
import io.hindcast.run.Notice;
import io.hindcast.run.RunResult;
import io.hindcast.run.Saved;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a {@code run} ended, judged by the standings of all that was selected: a run with nothing to do over quarantined
 * partitions ends as quarantined.
 *
 * @param plan that was carried out, or was found empty
 * @param run its id; empty when there was nothing to do
 * @param done what was committed, by asset
 * @param skipped how many planned partitions were found up to date after all, by asset
 * @param quarantined what is set aside now, by this run or before it
 * @param notRun planned partitions that were not built and could not be, one for each asset and cause
 * @param saved what did not have to be done
 * @param seconds wall time
 * @param advice to authors
 * @param exhausted the budget for which it stopped before all was done
 * @param letGo asset to what was built for this run alone and dropped again after it
 */
public record RunSummary(
        Plan plan,
        Optional<String> run,
        ExitCode exitCode,
        Ending.Counts counts,
        Map<String, RunRecorder.Done> done,
        Map<String, Long> skipped,
        List<Quarantined> quarantined,
        List<Notice.NotRun> notRun,
        Saved saved,
        double seconds,
        Advice advice,
        Optional<Account.Exhausted> exhausted,
        Map<String, PartitionSet> letGo) {

    public RunSummary {
        done = Map.copyOf(done);
        skipped = Map.copyOf(skipped);
        quarantined = List.copyOf(quarantined);
        notRun = List.copyOf(notRun);
        letGo = Collections.unmodifiableMap(new TreeMap<>(letGo));
    }

    /**
     * Partitions of an asset that are set aside for one cause.
     *
     * @param cause as people read it; where messages differ in their values, the first and how many more there are
     * @param runs that tried them last
     */
    public record Quarantined(String asset, PartitionSet partitions, String cause, SortedSet<String> runs) {

        public Quarantined {
            runs = Collections.unmodifiableSortedSet(new TreeSet<>(runs));
        }
    }

    /** Of a plan without steps. */
    public static RunSummary nothingToDo(Plan plan, WarehouseState state) {
        Causes causes = new Causes();
        addBefore(causes, plan, state, Optional.empty());
        Ending ending = Ending.of(plan);
        return new RunSummary(
                plan,
                Optional.empty(),
                ending.exitCode(),
                ending.counts(),
                Map.of(),
                Map.of(),
                quarantined(causes),
                List.of(),
                Saved.NOTHING,
                0,
                Advice.NOTHING,
                Optional.empty(),
                Map.of());
    }

    /**
     * Of a plan that was carried out.
     *
     * @param plan with the steps that were left, when the run was taken up again after a death
     * @param state that the run began with
     */
    public static RunSummary of(Plan plan, WarehouseState state, RunResult result, RunRecorder recorder) {
        Causes causes = new Causes();
        result.setAside()
                .forEach(aside ->
                        causes.add(aside.asset(), "", aside.failure().message(), aside.partitions(), result.run()));
        addBefore(causes, plan, state, Optional.of(result.run()));
        Ending ending = Ending.of(plan, result);
        return new RunSummary(
                plan,
                Optional.of(result.run()),
                ending.exitCode(),
                ending.counts(),
                recorder.done(),
                skipped(result),
                quarantined(causes),
                causesOf(result),
                result.saved(),
                result.seconds(),
                result.advice(),
                result.exhausted(),
                result.letGo());
    }

    private static Map<String, Long> skipped(RunResult result) {
        Map<String, Long> skipped = new LinkedHashMap<>();
        result.notRun().stream()
                .filter(notice -> notice.cause() == Notice.Cause.UP_TO_DATE)
                .forEach(notice ->
                        skipped.merge(notice.asset(), notice.partitions().count(), Long::sum));
        return skipped;
    }

    private static List<Quarantined> quarantined(Causes causes) {
        return causes.groups().stream()
                .map(group -> new Quarantined(group.asset(), group.partitions(), group.message(), group.runs()))
                .toList();
    }

    /** What the plan left alone as quarantined, and what the same run set aside before its death. */
    private static void addBefore(Causes causes, Plan plan, WarehouseState state, Optional<String> run) {
        new TreeMap<>(state.assets()).forEach((asset, own) -> {
            PartitionSet known = own.quarantined().covered();
            PartitionSet leftOut = plan.leftOut()
                    .getOrDefault(asset, Map.of())
                    .getOrDefault(LeftOut.QUARANTINED, PartitionSet.empty(known.partitioning()));
            own.quarantined().groups().forEach((cause, set) -> {
                PartitionSet aside = run.filter(cause.run()::equals).isPresent() ? set : set.intersect(leftOut);
                if (!aside.isEmpty()) {
                    causes.add(asset, "", cause.error(), aside, cause.run());
                }
            });
        });
    }

    /** One per asset and cause; what turned out to be up to date is no loss and is only counted. */
    private static List<Notice.NotRun> causesOf(RunResult result) {
        Causes causes = new Causes();
        result.notRun().stream()
                .filter(notice -> notice.cause() != Notice.Cause.UP_TO_DATE)
                .forEach(notice -> causes.add(
                        notice.asset(), notice.cause().name(), notice.why(), notice.partitions(), result.run()));
        return causes.groups().stream()
                .map(group -> new Notice.NotRun(
                        "", group.asset(), group.partitions(), Notice.Cause.valueOf(group.kind()), group.message()))
                .toList();
    }
}
