package io.hindcast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Control.Deed;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void anEntryTellsAgainWhatWasTold(Deed deed) {
        OptionalInt parallel = deed == Deed.LIMIT ? OptionalInt.of(2) : OptionalInt.empty();
        Control control = new Control("r-1", deed, parallel, "ann@host", AT);
        assertThat(Control.of(control.entry("flights"))).contains(control);
    }

    @Test
    void theWordsAreThoseThatPeopleType() {
        Control limit = new Control("r-1", Deed.LIMIT, OptionalInt.of(2), "ann@host", AT);
        assertThat(limit.entry("flights").reason()).isEqualTo("limit --parallel 2");
        assertThat(limit.entry("flights").event().word()).isEqualTo("control");
        Control ofPool = new Control("r-1", Deed.LIMIT, OptionalInt.of(2), "pool:crm", "ann@host", AT);
        assertThat(ofPool.entry("flights").reason()).isEqualTo("limit --parallel 2 --of pool:crm");
        assertThat(Control.of(ofPool.entry("flights"))).contains(ofPool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hasten",
                "limit",
                "limit --parallel 0",
                "limit --parallel many",
                "limit --parallel 2 --of",
                "pause --parallel 2",
                ""
            })
    void whatALaterVersionTellsIsNotUnderstood(String reason) {
        Entry entry =
                Entry.of(AT, Event.CONTROL, "flights").run("r-1").reason(reason).build();
        assertThat(Control.of(entry)).isEmpty();
    }

    @Test
    void otherEventsTellNothing() {
        Entry entry = Entry.of(AT, Event.CANCELLED, "flights")
                .run("r-1")
                .reason("cancel")
                .build();
        assertThat(Control.of(entry)).isEmpty();
    }
}
