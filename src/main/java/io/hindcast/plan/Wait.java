package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;

/**
 * What selected partitions wait for.
 *
 * @param asset whose partitions wait
 * @param partitions that wait
 * @param input a source or asset, or {@code self}
 * @param lacking its partitions that they read and that are not there
 * @param why these are not there, in words
 */
public record Wait(String asset, PartitionSet partitions, String input, PartitionSet lacking, String why) {

    static final String NOT_ASKED_FOR = "not built yet, and not asked for";

    /** Whether nobody asked for what it waits for, so that it comes along only when more is asked for. */
    public boolean isBeyondRequest() {
        return why.equals(NOT_ASKED_FOR);
    }

    /** In words, to follow the name of what waits. */
    public String text() {
        String which = lacking.partitioning().dimensions().isEmpty() ? "" : " " + lacking;
        return "waits for " + input + which + ": " + why;
    }
}
