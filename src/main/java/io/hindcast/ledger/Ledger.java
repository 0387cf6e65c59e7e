package io.hindcast.ledger;

import java.util.List;

/** The audit table of a warehouse: append-only. */
public interface Ledger {

    /** Every entry, oldest first; entries of one append stay in their order. Empty when there is no ledger yet. */
    List<Entry> entries();

    /** Adds entries in one commit; nothing happens for an empty list. */
    void append(List<Entry> entries);
}
