package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Decided;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.problem.ExitCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Tells a run to end; one whose driver is dead, and hears nothing any more, is ended in its place. */
final class CancelCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    CancelCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Leases leases = workspace.leases(workspace.host());
        TargetRun target = TargetRun.of(workspace, leases, arguments.subject());
        if (target.past().filter(run -> run.end().isPresent()).isPresent()
                && target.held().isEmpty()) {
            target.requireAtWork();
        }
        if (target.mayLive()) {
            TellCommand.tell(workspace, target.id(), Control.Deed.CANCEL);
        }
        if (isAlive(leases, target, console)) {
            return TellCommand.told(target.id(), Control.Deed.CANCEL, arguments, console);
        }
        close(workspace, leases, target);
        console.result(
                arguments.has(Option.JSON)
                        ? Documents.object()
                                .put("run", target.id())
                                .put("closed", true)
                                .toString()
                        : "run " + target.id() + " is cancelled; its driver had died");
        return ExitCode.DONE;
    }

    /** A silent driver is listened for: it may be the clocks that are wrong. */
    private boolean isAlive(Leases leases, TargetRun target, Console console) {
        Ears ears = new Ears(LeaseClaim.time().dividedBy(2));
        Optional<Held> held = target.held();
        if (held.filter(each -> each.sign() == Sign.SILENT).isPresent()) {
            console.log("nothing is heard of run " + target.id() + "; listening whether it still lives");
        }
        while (held.filter(each -> each.sign() == Sign.SILENT).isPresent()) {
            stopping.requireGoingOn("listened for a run");
            if (ears.listenedLongFor(held.get())) {
                return false;
            }
            LockSupport.parkNanos(1_000_000_000L);
            held = leases.all().stream()
                    .filter(each -> each.lease().owner().run().equals(target.id()))
                    .findFirst();
        }
        return held.filter(each -> each.sign() == Sign.ALIVE).isPresent() || (held.isEmpty() && target.mayLive());
    }

    private static void close(Workspace workspace, Leases leases, TargetRun target) {
        leases.decide(all -> new Decided<>(
                target.id(),
                all.stream()
                        .map(Held::lease)
                        .filter(lease -> target.held()
                                .map(Held::lease)
                                .filter(lease::equals)
                                .isPresent())
                        .findFirst()
                        .map(lease -> new Change(Deed.GIVEN_BACK, lease, others(all, lease)))));
        workspace
                .ledger()
                .append(List.of(Entry.of(
                                workspace.clock().instant(),
                                Event.CANCELLED,
                                workspace.warehouse().name())
                        .run(target.id())
                        .reason("its driver had died; cancelled by " + workspace.actor())
                        .actor(workspace.actor())
                        .detail(Documents.object()
                                .put("exit", ExitCode.CANCELLED.number())
                                .toString())
                        .build()));
    }

    private static List<Lease> others(List<Held> all, Lease lease) {
        return all.stream()
                .map(Held::lease)
                .filter(other -> !other.equals(lease))
                .toList();
    }
}
