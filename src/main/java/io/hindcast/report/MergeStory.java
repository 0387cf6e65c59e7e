package io.hindcast.report;

import io.hindcast.plan.MergeImpact;
import java.util.List;

/**
 * What merging declarations into those of a commit would cause.
 *
 * @param ref the commit, as it was typed
 * @param commit its id, shortened
 * @param basis what it is told from
 * @param notes what a reader should know of how it was told
 */
public record MergeStory(String ref, String commit, Basis basis, MergeImpact impact, List<String> notes) {

    public MergeStory {
        notes = List.copyOf(notes);
    }

    /** What the plans are made from. */
    public enum Ground {
        /** The tables and the ledger as they stand. */
        STANDINGS,
        /** As if the declarations of the commit had built everything. */
        FRESH
    }

    /**
     * What the plans are made from, and why.
     *
     * @param why the tables were not looked at; empty where they were
     */
    public record Basis(Ground ground, String why) {

        /** The tables and the ledger. */
        public static Basis standings() {
            return new Basis(Ground.STANDINGS, "");
        }

        /** An assumption. */
        public static Basis assumed(String why) {
            return new Basis(Ground.FRESH, why);
        }
    }
}
