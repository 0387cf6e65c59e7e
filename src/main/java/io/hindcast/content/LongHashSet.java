package io.hindcast.content;

import java.util.Arrays;

/** A set of 64-bit hashes: open addressing, eight to sixteen bytes a value. Not for sharing between threads. */
final class LongHashSet {

    private static final long FREE = 0;

    private long[] slots = new long[16];
    private int size;
    private boolean holdsFree;

    /** Adds a value; false when it is there already. */
    boolean add(long value) {
        if (value == FREE) {
            boolean added = !holdsFree;
            holdsFree = true;
            return added;
        }
        int slot = slot(slots, value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(value -> value != FREE).forEach(value -> larger[slot(larger, value)] = value);
        slots = larger;
    }

    /** Where a value is, or would be. */
    private static int slot(long[] slots, long value) {
        int mask = slots.length - 1;
        int slot = (int) Mix.second(value) & mask;
        while (slots[slot] != FREE && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
