package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose application is removed under it. */
@Tag("once")
@Tag("soak")
@Tag("spark")
class EndOfSparkTest {

    @TempDir
    Path place;

    @Test
    void aRunWithoutSparkBlamesNoPartitionAndIsGoneOnWith() throws IOException, InterruptedException {
        FaultySales undisturbed = FaultySales.declared(place.resolve("undisturbed"));
        undisturbed.sales().expect(0, "run");
        FaultySales sales = FaultySales.declared(place.resolve("world"));
        FaultyProcess process = FaultyProcess.losingSpark(sales, "create .*/sum3/ds=", "run", "--parallel", "2");

        assertThat(process.exit()).as(process.said()).isOne();
        assertThat(process.said()).contains("Spark ended under run", "[HC-682]");
        assertThat(sales.sales().ledger())
                .extracting(Entry::event)
                .contains(Event.COMMITTED, Event.FINISHED)
                .doesNotContain(Event.FAILED, Event.QUARANTINED);
        sales.sales().expect(0, "resume");
        sales.requireWhole(undisturbed.state());
    }
}
