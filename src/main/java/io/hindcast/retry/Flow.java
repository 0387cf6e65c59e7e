package io.hindcast.retry;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes parts of a retry policy as they stand in YAML, so that reading what is written gives the same again. */
final class Flow {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Flow() {}

    /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}: in the largest unit that loses nothing. */
    static String of(Duration time) {
        long millis = time.toMillis();
        if (millis % SECOND != 0) {
            return millis + "ms";
        }
        if (millis == 0 || millis % MINUTE != 0) {
            return millis / SECOND + "s";
        }
        if (millis % HOUR != 0) {
            return millis / MINUTE + "m";
        }
        return millis % DAY != 0 ? millis / HOUR + "h" : millis / DAY + "d";
    }

    /** {@code 2}, {@code 1.5}. */
    static String of(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** {@code {any: [{attempts: 4}, {after: 10m}]}}. */
    static String of(String key, Collection<?> items) {
        return "{" + key + ": [" + items.stream().map(Object::toString).collect(Collectors.joining(", ")) + "]}";
    }

    /** {@code {kind: executor_lost}}, {@code {kind: [executor_lost, disk_full]}}. */
    static String words(String key, List<String> words) {
        return words.size() == 1 ? "{" + key + ": " + words.get(0) + "}" : of(key, words);
    }

    /** A text in quotes. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
