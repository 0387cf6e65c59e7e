package io.hindcast.ledger;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is found out when it is first asked for, once. Safe for many threads. */
final class Later<T> implements Supplier<T> {

    private final Supplier<T> source;
    private final AtomicReference<@Nullable T> found = new AtomicReference<>();

    Later(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        T value = found.get();
        if (value == null) {
            value = source.get();
            found.set(value);
        }
        return value;
    }
}
