package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What went wrong with partitions, each cause told once: messages of an asset that differ in values alone are one. */
final class Causes {

    private static final Pattern VALUE = Pattern.compile("'[^']*'|\"[^\"]*\"|[0-9][0-9A-Za-z:.-]*");
    private static final Pattern VALUES = Pattern.compile("\\?(?:[\\s,|&]+\\?)+");

    private final Map<List<String>, Group> groups = new LinkedHashMap<>();

    /** A message without its values: equal for messages of one cause. */
    static String signature(String message) {
        return VALUES.matcher(VALUE.matcher(message).replaceAll("?")).replaceAll("?");
    }

    /**
     * Adds partitions.
     *
     * @param kind of the cause; other kinds are other causes
     * @param run that met it
     */
    void add(String asset, String kind, String message, PartitionSet partitions, String run) {
        groups.computeIfAbsent(List.of(asset, kind, signature(message)), key -> new Group(asset, kind))
                .add(message, partitions, run);
    }

    /** In the order in which they were met. */
    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** The partitions of an asset that one cause has stopped. */
    static final class Group {

        private final String asset;
        private final String kind;
        private final List<PartitionSet> sets = new ArrayList<>();
        private final Set<String> messages = new LinkedHashSet<>();
        private final SortedSet<String> runs = new TreeSet<>();

        private Group(String asset, String kind) {
            this.asset = asset;
            this.kind = kind;
        }

        private void add(String message, PartitionSet partitions, String run) {
            messages.add(message);
            sets.add(partitions);
            runs.add(run);
        }

        String asset() {
            return asset;
        }

        String kind() {
            return kind;
        }

        /** All of them together, so that ranges that touch are one. */
        PartitionSet partitions() {
            return PartitionSet.unionAll(sets.get(0).partitioning(), sets);
        }

        /** The first message, and how many there were beside it. */
        String message() {
            String first = messages.iterator().next();
            return messages.size() == 1
                    ? first
                    : first + " (and " + Amounts.number(messages.size() - 1L) + " more like it)";
        }

        SortedSet<String> runs() {
            return runs;
        }
    }
}
