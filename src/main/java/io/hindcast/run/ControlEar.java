package io.hindcast.run;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Controls;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what a run is told while it goes on. */
public final class ControlEar implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlEar.class);

    private final Controls.Listening listening;
    private final String run;
    private final Duration period;
    private final Consumer<Control> obey;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins to listen.
     *
     * @param period how long what is told may go unheard
     * @param obey takes what is told, in its order
     */
    public ControlEar(Controls.Listening listening, String run, Duration period, Consumer<Control> obey) {
        this.listening = listening;
        this.run = run;
        this.period = period;
        this.obey = obey;
        Thread thread = new Thread(this::listen, "hindcast-control");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (pause()) {
            try {
                listening.heard().stream()
                        .filter(control -> control.run().equals(run))
                        .forEach(obey);
            } catch (RuntimeException e) {
                // The store may be away for a moment: what was told is still there afterwards.
                LOG.warn("what the run is told could not be heard; trying again", e);
            }
        }
    }

    private boolean pause() {
        try {
            return !closed.await(period.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
