package io.hindcast.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger in memory: each append is a version of its table. Without an id there is none. */
final class TestingLedger implements LedgerView {

    private final String id;
    final List<List<Entry>> appends = new ArrayList<>();

    TestingLedger(String id) {
        this.id = id;
    }

    @Override
    public boolean isAt(Position position) {
        return position().equals(Optional.of(position));
    }

    @Override
    public Optional<Position> position() {
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Position(id, appends.size(), entries().size()));
    }

    @Override
    public List<Entry> entries() {
        return appends.stream().flatMap(List::stream).toList();
    }

    @Override
    public List<Entry> entries(String asset) {
        return entries().stream().filter(entry -> entry.asset().equals(asset)).toList();
    }

    @Override
    public List<Entry> facts() {
        return entries().stream().map(TestingLedger::fact).toList();
    }

    @Override
    public List<Entry> facts(Event event) {
        return facts().stream().filter(entry -> entry.event() == event).toList();
    }

    @Override
    public Optional<List<Entry>> factsAfter(Position earlier) {
        return earlier.table().equals(id) && earlier.version() <= appends.size()
                ? Optional.of(facts().subList((int) earlier.rows(), facts().size()))
                : Optional.empty();
    }

    /** What is not read of a row has the value of a column that is not there. */
    private static Entry fact(Entry entry) {
        EntryBuilder fact = Entry.of(entry.at(), entry.event(), "")
                .asset(entry.asset())
                .partition(entry.partition())
                .reason(entry.reason())
                .run(entry.run())
                .step(entry.step())
                .fingerprints(entry.fingerprint(), entry.columns())
                .inputs(entry.inputs())
                .error(entry.error())
                .actor(entry.actor())
                .detail(entry.detail());
        entry.attempt().ifPresent(number -> fact.attempt(entry.step(), number));
        entry.version().ifPresent(fact::version);
        entry.seconds().ifPresent(fact::seconds);
        if (entry.rows().isPresent()) {
            fact.size(
                    entry.rows().getAsLong(),
                    entry.bytes().orElseThrow(),
                    entry.files().orElseThrow());
        }
        return fact.build();
    }
}
