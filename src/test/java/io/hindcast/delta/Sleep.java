package io.hindcast.delta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * A process that falls asleep before an operation, and sleeps until it is woken: each of its threads that comes to the disk
 * waits. Others are told by files.
 */
public final class Sleep implements Faults {

    private static final String ASLEEP = "asleep";
    private static final String WOKEN = "woken";
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final Pattern before;
    private final Path signs;
    private final AtomicBoolean asleep = new AtomicBoolean();

    /**
     * Before the first operation whose text has this in it.
     *
     * @param signs a folder
     */
    public Sleep(String before, Path signs) {
        this.before = Pattern.compile(before);
        this.signs = signs;
    }

    /** Whether a process sleeps. */
    public static boolean isAsleep(Path signs) {
        return Files.exists(signs.resolve(ASLEEP));
    }

    /** Lets a process go on. */
    public static void wake(Path signs) throws IOException {
        Files.createFile(signs.resolve(WOKEN));
    }

    @Override
    public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
        if (before.matcher(operation.toString()).find() && asleep.compareAndSet(false, true)) {
            Files.createFile(signs.resolve(ASLEEP));
        }
        while (asleep.get() && !Files.exists(signs.resolve(WOKEN))) {
            pause();
        }
        return deed.whole();
    }

    /** Who sleeps hears nothing. */
    private static void pause() {
        boolean interrupted = Thread.interrupted();
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
