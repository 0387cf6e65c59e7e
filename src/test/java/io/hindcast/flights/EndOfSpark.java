package io.hindcast.flights;

import io.hindcast.delta.Faults;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;

/** Spark ends at an operation, as when its cluster removes the application. */
final class EndOfSpark implements Faults {

    private final Pattern at;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** At the first operation whose text has this in it. */
    EndOfSpark(String at) {
        this.at = Pattern.compile(at);
    }

    @Override
    public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
        if (at.matcher(operation.toString()).find() && ended.compareAndSet(false, true)) {
            // On a thread of its own: it waits for the tasks, one of which this may be.
            new Thread(() -> SparkContext.getOrCreate().stop(), "end of Spark").start();
        }
        return deed.whole();
    }
}
