package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to stop. */
@Tag("once")
@Tag("packaged")
@Tag("spark")
class SignalTest {

    @TempDir
    Path place;

    @Test
    void aSignalStopsInGoodOrderAndTheNextCommandDoesTheRest() throws IOException, InterruptedException {
        SmallFlights flights = SmallFlights.in(place.resolve("world"));
        Traces traces = new Traces(flights.root());

        PackedHindcast.Ended staging = signalled("TERM", () -> traces.commits() > 0, flights, "run");
        assertThat(staging.err()).contains("stopped while loading landing files into flights [HC-324]");
        assertThat(staging.out()).isEmpty();
        requireCancelled(traces, 1);

        PackedHindcast.Ended steps = signalled("INT", () -> traces.commitsWithFiles() > 0, flights, "run", "--json");
        assertThat(steps.out())
                .contains("\"outcome\":\"cancelled\",\"exit\":12")
                .endsWith("}\n");
        requireCancelled(traces, 2);

        flights.call(0, "resume", "--parallel", "2");
        Undisturbed.once().requireSame(traces);
    }

    /** Sends the signal at a moment of the work. */
    private static PackedHindcast.Ended signalled(
            String signal, BooleanSupplier moment, SmallFlights flights, String command, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--parallel", "2"));
        PackedHindcast.Started process = PackedHindcast.start(flights, command, all.toArray(String[]::new));
        while (process.isAlive() && !moment.getAsBoolean()) {
            Thread.sleep(10);
        }
        process.signal(signal);
        PackedHindcast.Ended ended = process.ended().requireExit(12);
        assertThat(ended.err()).doesNotContain("Exception", "ERROR", "WARN");
        return ended;
    }

    /** The ledger tells of so many cancellations and of no failure, and nobody holds the lease. */
    private static void requireCancelled(Traces traces, int times) {
        List<Entry> ledger = traces.ledger();
        assertThat(ledger).filteredOn(entry -> entry.event() == Event.CANCELLED).hasSize(times);
        assertThat(ledger)
                .extracting(Entry::event)
                .doesNotContain(Event.FAILED, Event.QUARANTINED, Event.SKIPPED, Event.FINISHED);
        assertThat(traces.leases()).isEmpty();
    }
}
