package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.problem.ControlProblems;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import io.hindcast.run.PastRun;
import java.util.List;
import java.util.Optional;

/**
 * A run that a command is about.
 *
 * @param held its lease; empty when it has none
 * @param past what the ledger tells of it; empty when that is nothing yet
 */
record TargetRun(String id, Optional<Held> held, Optional<PastRun> past) {

    /**
     * The named run, else the one that is at work, else the latest that did not come to its end, else the latest.
     *
     * @throws io.hindcast.problem.ProblemException when there is no such run, or several are at work and none is named
     */
    static TargetRun of(Workspace workspace, Leases leases, Optional<String> named) {
        List<Held> all = leases.all();
        List<PastRun> runs = PastRun.all(workspace.ledger().entries());
        if (named.isPresent()) {
            return of(named.get(), all, runs);
        }
        List<String> living = all.stream()
                .filter(held -> held.sign() != Sign.ENDED)
                .map(held -> held.lease().owner().run())
                .toList();
        if (living.size() > 1) {
            throw Problems.raise(ControlProblems.severalAtWork(living));
        }
        String id = living.stream()
                .findFirst()
                .or(() -> PastRun.latest(runs).map(PastRun::id))
                .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun("")));
        return of(id, all, runs);
    }

    private static TargetRun of(String id, List<Held> all, List<PastRun> runs) {
        Optional<Held> held = all.stream()
                .filter(each -> each.lease().owner().run().equals(id))
                .findFirst();
        Optional<PastRun> past =
                runs.stream().filter(run -> run.id().equals(id)).findFirst();
        if (held.isEmpty() && past.isEmpty()) {
            throw Problems.raise(LedgerProblems.unknownRun(id));
        }
        return new TargetRun(id, held, past);
    }

    /** Whether a driver may be at work on it. */
    boolean mayLive() {
        return held.filter(each -> each.sign() != Sign.ENDED).isPresent();
    }

    /** Whether it was told to pause, and not to go on since. */
    boolean isPaused() {
        return past.stream()
                .flatMap(run -> run.of(Event.CONTROL).stream())
                .flatMap(entry -> Control.of(entry).stream())
                .filter(control -> control.deed() != Control.Deed.LIMIT)
                .reduce((earlier, later) -> later)
                .filter(control -> control.deed() == Control.Deed.PAUSE)
                .isPresent();
    }

    /**
     * For who tells something to its driver.
     *
     * @throws io.hindcast.problem.ProblemException when nobody would hear it
     */
    void requireAtWork() {
        if (!mayLive()) {
            throw Problems.raise(past.filter(run -> run.end().isPresent() && held.isEmpty())
                    .map(run -> ControlProblems.hasEnded(id, run.outcome()))
                    .orElseGet(() -> ControlProblems.nobodyAtWork(id)));
        }
    }
}
