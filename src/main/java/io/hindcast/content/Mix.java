package io.hindcast.content;

/** Bijective scramblers of 64 bits. Part of the hash scheme {@code h1}: they never change. */
final class Mix {

    private Mix() {}

    /** Murmur3's finaliser. */
    static long first(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Stafford's thirteenth variant after an offset: independent of {@link #first}. */
    static long second(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
