package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hindcast.ledger.Control;
import io.hindcast.ledger.Control.Deed;
import io.hindcast.ledger.Controls.Listening;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
class DeltaControlsTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path root;

    private DeltaLedger ledger() {
        return new DeltaLedger(LocalDisk.hadoop(), root.toString());
    }

    private DeltaControls controls() {
        return new DeltaControls(ledger(), LocalDisk.hadoop(), "flights");
    }

    private static Control control(String run, Deed deed) {
        OptionalInt parallel = deed == Deed.LIMIT ? OptionalInt.of(3) : OptionalInt.empty();
        return new Control(run, deed, parallel, "ann@host", AT);
    }

    @Test
    void whatIsToldIsHeardOnceInItsOrderByWhoListenedBefore() {
        Listening first = controls().listening();
        assertThat(first.heard()).isEmpty();
        controls().tell(control("r-1", Deed.PAUSE));
        Listening second = controls().listening();
        ledger().append(List.of(DeltaLedgerTest.full()));
        controls().tell(control("r-2", Deed.CANCEL));
        controls().tell(control("r-1", Deed.LIMIT));

        assertThat(first.heard())
                .containsExactly(control("r-1", Deed.PAUSE), control("r-2", Deed.CANCEL), control("r-1", Deed.LIMIT));
        assertThat(first.heard()).isEmpty();
        assertThat(second.heard()).containsExactly(control("r-2", Deed.CANCEL), control("r-1", Deed.LIMIT));
    }

    @Test
    void whatIsToldIsARowOfTheLedgerThatCompactionDoesNotHide() {
        Listening listening = controls().listening();
        for (Deed deed : Deed.values()) {
            controls().tell(control("r-1", deed));
            ledger().append(List.of(DeltaLedgerTest.full()));
        }
        assertThat(ledger().compact()).isTrue();

        assertThat(listening.heard()).extracting(Control::deed).containsExactly(Deed.values());
        assertThat(ledger().entries())
                .filteredOn(entry -> entry.event() == Event.CONTROL)
                .extracting(Entry::run, Entry::actor)
                .hasSize(4)
                .containsOnly(tuple("r-1", "ann@host"));
    }
}
