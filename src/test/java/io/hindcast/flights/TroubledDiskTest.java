package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.delta.Faults;
import io.hindcast.delta.FaultyDisk;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs whose store gives out for a while, or does not answer at all: they heal, and no partition is blamed for it. {@code
 * -Dhindcast.soak.away=60} for a store that is away for so many seconds.
 */
@Tag("once")
@Tag("spark")
class TroubledDiskTest {

    private static final String GRACE = "hindcast.grace.seconds";
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("hindcast.soak.away", 2));

    /** Longer than a step takes on a machine that has other things to do. */
    private static final String TIMEOUT = "timeout: 15s";

    @TempDir
    Path place;

    private FaultySales sales;

    @BeforeEach
    void isDeclared() {
        sales = FaultySales.declared(place);
    }

    @AfterEach
    void theDiskIsWell() {
        FaultyDisk.under(Faults.NONE);
        System.clearProperty(GRACE);
    }

    /** What its author declares of such failures; all others are tried again a few times. */
    private void isWaitedFor(String kind) {
        String waiting = "wait: {fixed: 10ms}, errors: [{on: {kind: %s}, stop: {after: 5m}, wait: 100ms}]";
        sales.sales()
                .write(
                        "warehouse.yaml",
                        sales.sales().text("warehouse.yaml").replace("wait: {fixed: 10ms}", waiting.formatted(kind)));
    }

    @Test
    void aDiskThatIsFullForAWhileIsWaitedFor() {
        isWaitedFor("disk_full");
        AtomicInteger refused = new AtomicInteger();
        FaultyDisk.under(new Faults() {
            @Override
            public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
                boolean full = operation.path().contains("/daily/ds=") || refused.get() > 0;
                if (operation.kind() == Kind.WRITE && full && refused.get() < 12) {
                    refused.incrementAndGet();
                    deed.half();
                    throw new IOException("No space left on device");
                }
                return deed.whole();
            }
        });

        requireHealed(sales.call("run"), "disk_full");
        assertThat(refused.get()).isEqualTo(12);
    }

    /** As the clients of object stores raise it. */
    public static final class Unavailable extends IOException {
        private static final long serialVersionUID = 1;

        Unavailable() {
            super("Service Unavailable");
        }

        public int statusCode() {
            return 503;
        }
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        isWaitedFor("store_away");
        AtomicLong since = new AtomicLong();
        FaultyDisk.under(new Faults() {
            @Override
            public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
                if (operation.kind() == Kind.CREATE && operation.path().contains("/daily/ds=")) {
                    since.compareAndSet(0, System.nanoTime());
                }
                if (since.get() != 0 && System.nanoTime() - since.get() < AWAY.toNanos()) {
                    throw new Unavailable();
                }
                return deed.whole();
            }
        });

        requireHealed(sales.call("run"), "store_away");
    }

    @Test
    void aStepThatHangsIsEndedAndItsDeafTaskCommitsNothingWhenItComesBack() throws InterruptedException {
        System.setProperty(GRACE, "1");
        sales.sales()
                .write(
                        "daily.sql",
                        sales.sales().text("daily.sql").replace("asset: daily", "asset: daily\n" + TIMEOUT));
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger hung = new AtomicInteger();
        FaultyDisk.under(new Faults() {
            @Override
            public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
                boolean ofTask =
                        operation.kind() == Kind.CREATE && operation.path().contains("/daily/ds=");
                if (ofTask && hung.getAndIncrement() == 0) {
                    awaitDeafly(released);
                    over.countDown();
                }
                return deed.whole();
            }
        });

        CommandLine.Ended ended = sales.call("run");
        int commits = TableFiles.commits(sales.tables().resolve("daily")).size();
        released.countDown();

        requireHealed(ended, "timed_out");
        assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("step "))) {
            Thread.sleep(10);
        }
        assertThat(TableFiles.commits(sales.tables().resolve("daily"))).hasSize(commits);
        assertThat(sales.sales().ledger())
                .filteredOn(entry -> entry.event() == Event.FAILED)
                .first()
                .satisfies(
                        entry -> assertThat(entry.error()).contains("a step of daily took longer than it may", "15 s"));
    }

    private static void awaitDeafly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireHealed(CommandLine.Ended ended, String trouble) {
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(sales.sales().ledger())
                .filteredOn(entry -> entry.event() == Event.FAILED)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.detail()).contains("\"trouble\":\"" + trouble + "\""));
        assertThat(sales.sales().ledger()).extracting(Entry::event).doesNotContain(Event.QUARANTINED);
        assertThat(sales.sales().expect(0, "run", "--json").out()).contains("\"run\":null");
    }
}
