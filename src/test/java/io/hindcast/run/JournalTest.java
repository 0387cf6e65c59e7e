package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalTest {

    private static final Instant AT = Instant.parse("2013-06-01T00:00:00Z");

    /** A ledger whose first appends fail. */
    private static final class FlakyLedger implements Ledger {

        private final List<List<Entry>> appended = new ArrayList<>();
        private final Semaphore tried = new Semaphore(0);
        private int failures;

        FlakyLedger(int failures) {
            this.failures = failures;
        }

        @Override
        public synchronized List<Entry> entries() {
            return appended.stream().flatMap(List::stream).toList();
        }

        @Override
        public synchronized void append(List<Entry> entries) {
            tried.release();
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the store is away");
            }
            appended.add(entries);
        }
    }

    private static Entry entry(String step) {
        return Entry.of(AT, Event.STARTED, "world").attempt(step, 1).build();
    }

    @Test
    void whatIsHandedOverQuicklyIsWrittenInOneGroupAndInOrder() {
        FlakyLedger ledger = new FlakyLedger(0);
        Journal journal = new Journal(ledger);
        for (int i = 0; i < 100; i++) {
            journal.add(List.of(entry("a/" + i)));
        }
        journal.close();
        assertThat(ledger.entries()).extracting(Entry::step).containsExactlyElementsOf(names(100));
        assertThat(ledger.appended).hasSizeLessThanOrEqualTo(2);
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("a/" + i);
        }
        return names;
    }

    @Test
    void aGroupThatCouldNotBeWrittenIsWrittenWithTheNext() throws InterruptedException {
        FlakyLedger ledger = new FlakyLedger(1);
        Journal journal = new Journal(ledger);
        journal.add(List.of(entry("a/0")));
        assertThat(ledger.tried.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        journal.add(List.of(entry("a/1")));
        journal.close();
        assertThat(ledger.entries()).extracting(Entry::step).containsExactly("a/0", "a/1");
        assertThat(ledger.appended).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenInTheEndIsAnError() {
        Journal journal = new Journal(new FlakyLedger(9));
        journal.add(List.of(entry("a/0")));
        assertThatThrownBy(journal::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is away");
    }

    @Test
    void nothingIsWrittenForNothing() {
        FlakyLedger ledger = new FlakyLedger(0);
        Journal journal = new Journal(ledger);
        journal.add(List.of());
        journal.close();
        assertThat(ledger.appended).isEmpty();
    }
}
