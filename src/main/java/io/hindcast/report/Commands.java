package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import java.util.regex.Pattern;

/** Commands to copy into a shell. */
final class Commands {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:+-]+");

    private Commands() {}

    static String run(String warehouse) {
        return "hindcast run " + quoted(warehouse);
    }

    static String retry(String warehouse, String asset, PartitionSet set) {
        return run(warehouse) + " --mode quarantined --select '" + asset + "@" + set + "'";
    }

    static String force(String warehouse, String asset, PartitionSet set) {
        return run(warehouse) + " --force --select '" + asset + "@" + set + "'";
    }

    static String why(String warehouse, String asset, PartitionSet set) {
        return "hindcast why " + quoted(warehouse) + " '" + asset + "@" + set + "'";
    }

    static String resume(String warehouse, String run) {
        return "hindcast resume " + quoted(warehouse) + " " + run;
    }

    /** One word of a POSIX shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
