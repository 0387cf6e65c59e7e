package io.hindcast.problem;

import java.util.Locale;

/** Numbers of things as people read them, the noun agreeing. */
public final class Counts {

    private Counts() {}

    /** {@code 1 partition}, {@code 2 partitions}, {@code 336,776 rows}. */
    public static String of(long value, String noun) {
        return String.format(Locale.ROOT, "%,d", value) + " " + noun + (value == 1 ? "" : "s");
    }
}
