package io.hindcast.ledger;

import io.hindcast.partition.Dimension;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was read of one input.
 *
 * @param version of its table
 * @param origin what else tells whether it is still the same; empty where it was not recorded
 */
public record InputRead(long version, Optional<Origin> origin) {

    /** Longer texts would make each row of the ledger long: only the range of time is kept of them. */
    private static final int LONGEST = 1_000;

    private static final int LONGEST_READ = 200;

    /**
     * What an input was when it was read.
     *
     * @param table the table's own id
     * @param mapping which of its partitions were read, in words
     * @param declared the partitions that it declared, in text form
     * @param read the partitions that the batch really read, in text form; empty where it was not recorded, and where it
     *     would be long
     */
    public record Origin(String table, String mapping, String declared, String read) {

        /** Of which it is not recorded what was really read. */
        public Origin(String table, String mapping, String declared) {
            this(table, mapping, declared, "");
        }
    }

    /** Of a version alone. */
    public static InputRead of(long version) {
        return new InputRead(version, Optional.empty());
    }

    /**
     * Of a version of a table.
     *
     * @param table the table's own id
     * @param mapping which of its partitions are read, in words
     * @param input how the input is partitioned
     */
    public static InputRead of(long version, String table, String mapping, Partitioning input) {
        return new InputRead(version, Optional.of(new Origin(table, mapping, declared(input))));
    }

    /** The same, with what was really read; nothing is added where that cannot be said in few words. */
    public InputRead reading(PartitionSet read) {
        String text = read.toString();
        return text.length() > LONGEST_READ
                ? this
                : new InputRead(
                        version,
                        origin.map(known -> new Origin(known.table(), known.mapping(), known.declared(), text)));
    }

    private static String declared(Partitioning input) {
        String text = input.domain().toString();
        if (text.length() <= LONGEST) {
            return text;
        }
        List<Dimension> times = input.dimensions().stream()
                .filter(TimeDimension.class::isInstance)
                .toList();
        // What is not mentioned is meant wholly, so that keys that come or go are not noticed here.
        return times.isEmpty()
                ? "*"
                : PartitionSet.box(
                                new Partitioning(times),
                                times.stream().map(Dimension::domain).toList())
                        .toString();
    }

    /** Versions alone. */
    public static Map<String, InputRead> ofVersions(Map<String, Long> versions) {
        Map<String, InputRead> read = new TreeMap<>();
        versions.forEach((input, version) -> read.put(input, of(version)));
        return read;
    }

    /** The versions of what was read. */
    public static Map<String, Long> versions(Map<String, InputRead> read) {
        Map<String, Long> versions = new TreeMap<>();
        read.forEach((input, each) -> versions.put(input, each.version()));
        return versions;
    }

    /** The table that was read; empty where it was not recorded. */
    public Optional<String> table() {
        return origin.map(Origin::table);
    }
}
