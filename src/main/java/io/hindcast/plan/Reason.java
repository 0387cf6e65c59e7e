package io.hindcast.plan;

import java.util.Locale;

/** Why a partition is rebuilt. The words are a public contract. */
public enum Reason {
    /** No commit of ours covers it and no data is there. */
    MISSING,
    /** The fingerprint of its job differs from the one it was built with. */
    CODE,
    /** A partition of a source that it reads has changed content since it was built. */
    DATA,
    /** A partition of an asset that it reads is rebuilt by this plan, or was rebuilt with other content since. */
    UPSTREAM,
    /** Its last attempt failed by its own fault, and it is tried again. */
    QUARANTINED,
    /** The request names it and forces it. */
    ASKED,
    /** It was dropped on purpose; something that the plan builds reads it. It is let go after the run. */
    SCAFFOLDING;

    /** The word in plans and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a word. */
    public static Reason ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
