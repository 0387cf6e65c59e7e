package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.problem.Counts;
import io.hindcast.run.Limits;
import io.hindcast.run.Runner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Does with a run what it is told, whether or not it carries out steps already. */
final class Steering {

    private final Stopping stopping;
    private final Console console;
    private Optional<Runner> runner = Optional.empty();
    private Optional<Control> cancelled = Optional.empty();
    private final Map<String, Limits.Change> limits = new LinkedHashMap<>();
    private boolean paused;

    Steering(Stopping stopping, Console console) {
        this.stopping = stopping;
        this.console = console;
    }

    /** Does what is told. From any thread. */
    synchronized void obey(Control control) {
        console.log(told(control));
        switch (control.deed()) {
            case CANCEL -> {
                cancelled = Optional.of(control);
                stopping.request();
            }
            case PAUSE -> {
                paused = true;
                runner.ifPresent(Runner::pause);
            }
            case RESUME -> {
                paused = false;
                runner.ifPresent(Runner::goOn);
            }
            case LIMIT -> {
                Limits.Change change =
                        new Limits.Change(control.of(), control.parallel().orElse(1));
                limits.put(control.of(), change);
                runner.ifPresent(running -> running.limit(change));
            }
        }
    }

    private static String told(Control control) {
        String by = ", as " + control.actor() + " says";
        return switch (control.deed()) {
            case CANCEL -> "stopping" + by + "; what is committed stays";
            case PAUSE -> "pausing" + by + ": nothing more is started until 'hindcast resume'";
            case RESUME -> "going on" + by;
            case LIMIT ->
                "at most " + Counts.of(control.parallel().orElse(1), "step") + " at once"
                        + (control.of().isEmpty() ? "" : " of " + control.of()) + by;
        };
    }

    /** Hands it what was told before it was there, and from now on what is told. */
    synchronized void steer(Runner running) {
        runner = Optional.of(running);
        limits.values().forEach(running::limit);
        if (paused) {
            running.pause();
        }
    }

    /** Who told it to end; empty when nobody did. */
    synchronized Optional<Control> cancelled() {
        return cancelled;
    }
}
