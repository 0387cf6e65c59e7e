package io.hindcast.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names for runs and plans: sorted by time, and no two alike. */
final class Ids {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Ids() {}

    static String run(Instant now) {
        return "r-" + TIME.format(now) + "-" + tail();
    }

    static String plan(Instant now) {
        return "p-" + TIME.format(now) + "-" + tail();
    }

    private static String tail() {
        return UUID.randomUUID().toString().substring(0, 4);
    }
}
