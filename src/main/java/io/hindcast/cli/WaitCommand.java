package io.hindcast.cli;

import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.problem.ControlProblems;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.run.PastRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for the end of a run, on whatever machine, and ends with its exit code. */
final class WaitCommand implements Command {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final InstantSource clock;

    WaitCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Leases leases = workspace.leases(workspace.host());
        TargetRun target = TargetRun.of(workspace, leases, arguments.subject());
        Ears ears = new Ears(LeaseClaim.time().dividedBy(2));
        long began = System.nanoTime();
        // The leases are one row: the ledger is not read while the run goes on.
        Optional<Held> held = target.held();
        while (held.isPresent()) {
            Held there = held.get();
            if (there.sign() == Sign.ENDED || (there.sign() == Sign.SILENT && ears.listenedLongFor(there))) {
                throw Problems.raise(ControlProblems.died(target.id()));
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (arguments
                    .conduct()
                    .patience()
                    .filter(most -> waited.compareTo(most) >= 0)
                    .isPresent()) {
                throw Problems.raise(ControlProblems.stillGoingOn(target.id(), waited));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            held = leases.all().stream()
                    .filter(each -> each.lease().owner().run().equals(target.id()))
                    .findFirst();
        }
        return ended(TargetRun.of(workspace, leases, Optional.of(target.id())), arguments, console);
    }

    private static ExitCode ended(TargetRun target, Arguments arguments, Console console) {
        PastRun run = target.past()
                .filter(past -> past.end().isPresent())
                .orElseThrow(() -> Problems.raise(ControlProblems.died(target.id())));
        // Whoever closes a dead run tells no exit code: it is cancelled.
        ExitCode exit = ExitCode.ofNumber(run.exit().orElse(ExitCode.CANCELLED.number()));
        console.result(
                arguments.has(Option.JSON)
                        ? Documents.object()
                                .put("run", run.id())
                                .put("outcome", run.outcome())
                                .put("exit", exit.number())
                                .toString()
                        : "run " + run.id() + ": " + run.outcome() + " (exit " + exit.number() + ")");
        return exit;
    }
}
