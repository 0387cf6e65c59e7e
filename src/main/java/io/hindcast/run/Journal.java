package io.hindcast.run;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the ledger in groups, since its cost is by commit and not by row, on a thread of its own, at most a second
 * behind. Nothing hangs on it: what it has not written when the driver dies is recognised from the tables.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long PERIOD_MILLIS = 1000;

    private final Ledger ledger;
    private final Thread writer;
    private final List<Entry> waiting = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    public Journal(Ledger ledger) {
        this.ledger = ledger;
        this.writer = new Thread(this::write, "hindcast-journal");
        writer.setDaemon(true);
        writer.start();
    }

    /** Hands over entries, in their order. */
    public synchronized void add(List<Entry> entries) {
        waiting.addAll(entries);
        notifyAll();
    }

    /** Writes what is left; the error of the last write, when it failed. */
    @Override
    public void close() {
        synchronized (this) {
            closing.set(true);
            notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    private void write() {
        while (awaitEntries()) {
            try {
                flush();
            } catch (RuntimeException e) {
                // Kept for the next turn; the last turn is the one that must succeed.
                LOG.warn("the ledger could not be written; trying again", e);
            }
        }
    }

    /** Waits until there is something to write and a period has passed; false when it is time to end. */
    private synchronized boolean awaitEntries() {
        try {
            while (waiting.isEmpty() && !closing.get()) {
                wait();
            }
            long end = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
            for (long left = PERIOD_MILLIS; left > 0 && !closing.get(); left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closing.get();
    }

    private void flush() {
        List<Entry> group;
        synchronized (this) {
            group = List.copyOf(waiting);
        }
        if (group.isEmpty()) {
            return;
        }
        ledger.append(group);
        synchronized (this) {
            waiting.subList(0, group.size()).clear();
        }
    }
}
