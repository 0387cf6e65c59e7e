package io.hindcast.run;

import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.ExitCode;
import io.hindcast.retry.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the steps of a plan; how the run ended is told by {@link Ending}.
 *
 * @param exitCode of the steps alone
 * @param setAside what was quarantined, with the failure
 * @param notRun planned partitions that were not built, with the cause
 * @param saved what did not have to be done
 * @param seconds wall time
 * @param advice to authors
 * @param exhausted the budget for which it stopped before all was done
 * @param letGo asset to what was built for steps alone and dropped again afterwards
 */
public record RunResult(
        String run,
        Tally tally,
        ExitCode exitCode,
        List<SetAside> setAside,
        List<Notice.NotRun> notRun,
        Saved saved,
        double seconds,
        Advice advice,
        Optional<Account.Exhausted> exhausted,
        Map<String, PartitionSet> letGo) {

    public RunResult {
        setAside = List.copyOf(setAside);
        notRun = List.copyOf(notRun);
        letGo = Collections.unmodifiableMap(new TreeMap<>(letGo));
    }

    /** The same with advice. */
    public RunResult advising(Advice all) {
        return new RunResult(run, tally, exitCode, setAside, notRun, saved, seconds, all, exhausted, letGo);
    }

    /** The same with savings that are told otherwise. */
    public RunResult saving(Saved other) {
        return new RunResult(run, tally, exitCode, setAside, notRun, other, seconds, advice, exhausted, letGo);
    }

    /** The same of a run that left something to another one. */
    public RunResult leavingToOthers() {
        ExitCode first = ExitCode.first(List.of(exitCode, ExitCode.HELD));
        return new RunResult(run, tally, first, setAside, notRun, saved, seconds, advice, exhausted, letGo);
    }

    /** The same of a run after which some partitions were let go. */
    public RunResult lettingGo(Map<String, PartitionSet> dropped) {
        return new RunResult(run, tally, exitCode, setAside, notRun, saved, seconds, advice, exhausted, dropped);
    }

    /** Partitions of an asset that were quarantined. */
    public record SetAside(String asset, PartitionSet partitions, Failure failure) {}
}
