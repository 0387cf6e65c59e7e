package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.delta.Sleep;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver that sleeps between its last look and its commit, for longer than its lease lasts, while another one does the
 * work; and then wakes.
 */
@Tag("once")
@Tag("spark")
class ZombieTest {

    private static final String LEASE = "hindcast.lease.seconds";

    @TempDir
    Path place;

    @AfterAll
    static void leasesAreAsUsual() {
        System.clearProperty(LEASE);
    }

    @Test
    void whoWakesBeforeItsCommitWhenAnotherHasDoneTheWorkIsRefused() throws IOException, InterruptedException {
        FaultySales sales = FaultySales.declared(place.resolve("world"));
        FaultySales.State undisturbed = undisturbed();
        // It gives so few signs of life that it meets its refused commit before it hears that its lease is gone.
        System.setProperty(LEASE, "90");
        FaultyProcess zombie = asleep(sales, "rename .*/daily/_delta_log/0*1.json", "run");
        System.setProperty(LEASE, "1");
        try {
            sales.sales().expect(0, "run", "--wait", "1m");
            FaultySales.State before = sales.state();
            assertThat(before).isEqualTo(undisturbed);
            int commits = TableFiles.commits(sales.tables().resolve("daily")).size();

            Sleep.wake(place);

            assertThat(zombie.exit()).as(zombie.said()).isEqualTo(31);
            assertThat(zombie.said()).contains("HC-321");
            assertThat(TableFiles.commits(sales.tables().resolve("daily"))).hasSize(commits);
            sales.requireWhole(before);
        } finally {
            zombie.end();
        }
        assertThat(sales.sales().ledger())
                .filteredOn(entry -> entry.event() == Event.COMMITTED)
                .extracting(Entry::run)
                .doesNotContain(firstRun(sales));
    }

    private FaultySales.State undisturbed() {
        FaultySales other = FaultySales.declared(place.resolve("undisturbed"));
        other.sales().expect(0, "run");
        return other.state();
    }

    private static String firstRun(FaultySales sales) {
        return sales.sales().ledger().get(0).run();
    }

    /** A process that sleeps before an operation by now. */
    private FaultyProcess asleep(FaultySales sales, String before, String... words)
            throws IOException, InterruptedException {
        FaultyProcess process = FaultyProcess.sleeping(sales, before, place, words);
        while (process.isAlive() && !Sleep.isAsleep(place)) {
            Thread.sleep(20);
        }
        assertThat(Sleep.isAsleep(place)).as(process.said()).isTrue();
        return process;
    }
}
