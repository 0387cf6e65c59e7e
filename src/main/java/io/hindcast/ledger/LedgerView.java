package io.hindcast.ledger;

import java.util.List;
import java.util.Optional;

/**
 * The ledger at one moment: all that it is asked for is of that moment. Entries are told oldest first, those of one
 * append in their order.
 */
public interface LedgerView {

    /**
     * A moment of a ledger: its first entries, which stay what they are however the ledger grows.
     *
     * @param table the id of its table
     * @param version of its table
     * @param rows how many entries there are
     */
    record Position(String table, long version, long rows) {}

    /** Whether the ledger stands where it stood then, so that nothing was added. */
    boolean isAt(Position position);

    /** Where the ledger stands; empty when there is none, or when the order of its commits is lost. */
    Optional<Position> position();

    /** Every entry, whole. Read when first asked for, and kept. */
    List<Entry> entries();

    /** The whole entries of one asset: much cheaper than all of them, where few assets are asked for. */
    List<Entry> entries(String asset);

    /**
     * Every entry without what only its partition holds: files and hashes may be missing. Much cheaper than {@link
     * #entries}.
     */
    List<Entry> facts();

    /** The same of the entries of one event. */
    List<Entry> facts(Event event);

    /** The same of the entries behind a position alone; empty when this ledger never stood there, or no longer tells. */
    Optional<List<Entry>> factsAfter(Position earlier);
}
