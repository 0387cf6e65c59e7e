package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import java.util.regex.Pattern;

/** Commands to copy into a shell. */
public final class Commands {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:+-]+");

    private static final int LONGEST_SET = 400;

    private Commands() {}

    static String run(String warehouse) {
        return "hindcast run " + quoted(warehouse);
    }

    /** Tries all again that is quarantined. */
    static String retry(String warehouse) {
        return run(warehouse) + " --mode quarantined";
    }

    /** The same of one asset: of the set alone, unless it is too long for a line that one copies. */
    static String retry(String warehouse, String asset, PartitionSet set) {
        String text = set.toString();
        return retry(warehouse) + " --select '" + asset + (text.length() <= LONGEST_SET ? "@" + text : "") + "'";
    }

    static String force(String warehouse, String asset, PartitionSet set) {
        return run(warehouse) + " --force --select '" + asset + "@" + set + "'";
    }

    static String accept(String warehouse, String asset, PartitionSet set) {
        return "hindcast accept " + quoted(warehouse) + " --select '" + asset + "@" + set + "'";
    }

    /** Of the set alone, unless it is too long for a line that one copies. */
    static String why(String warehouse, String asset, PartitionSet set) {
        String text = set.toString();
        return "hindcast why " + quoted(warehouse) + " '" + asset + (text.length() <= LONGEST_SET ? "@" + text : "")
                + "'";
    }

    static String why(String warehouse) {
        return "hindcast why " + quoted(warehouse) + " ASSET@PARTITION";
    }

    /** Carries out a saved plan. */
    public static String apply(String warehouse, String plan) {
        return "hindcast apply " + quoted(warehouse) + " " + plan;
    }

    static String status(String warehouse) {
        return "hindcast status " + quoted(warehouse);
    }

    static String resume(String warehouse, String run) {
        return "hindcast resume " + quoted(warehouse) + " " + run;
    }

    /** One word of a POSIX shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
