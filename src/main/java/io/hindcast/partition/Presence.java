package io.hindcast.partition;

/** The value of a range map that is a set. */
enum Presence {
    PRESENT;

    static final Leaf<Presence> LEAF = new Leaf<>(PRESENT);
}
