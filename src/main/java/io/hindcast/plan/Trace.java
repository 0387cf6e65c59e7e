package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why partitions are not what today's code and staging imply, followed upwards through all that they read, to what caused it.
 *
 * @param levels each asset on the way with its partitions that it is about, the asked ones first, each before what it reads
 * @param causes what the ways end at, in the order of their levels
 */
public record Trace(List<Level> levels, List<Cause> causes) {

    public Trace {
        levels = List.copyOf(levels);
        causes = List.copyOf(causes);
    }

    /**
     * Partitions of an asset on the way.
     *
     * @param links what of its inputs they follow from
     */
    public record Level(String asset, PartitionSet partitions, List<Link> links) {

        public Level {
            links = List.copyOf(links);
        }
    }

    /**
     * What partitions follow from.
     *
     * @param input an asset, or {@code self}
     * @param read its partitions
     * @param readers those that read them
     */
    public record Link(How how, String input, PartitionSet read, PartitionSet readers) {}

    /** How partitions follow from those of an input. The words are a public contract. */
    public enum How {
        /** The plan rebuilds what they read. */
        REBUILT,
        /** What they read was rebuilt since, and came out otherwise. */
        CHANGED,
        /** What they read is not there, or set aside. */
        AWAITED,
        /** What they read cannot be built any more. */
        LOST;

        /** The word in documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a way ends at.
     *
     * @param table the source or asset that it is about
     * @param partitions of that table
     * @param versions of it that changed their content, oldest first; none for other kinds
     * @param columns that changed, or are computed otherwise; none where all may be
     * @param because what else is to say: an error, what is waited for, who wrote
     * @param asked which of the asked partitions it reaches
     */
    public record Cause(
            Kind kind,
            String table,
            PartitionSet partitions,
            List<Long> versions,
            SortedSet<String> columns,
            String because,
            PartitionSet asked) {

        public Cause {
            versions = List.copyOf(versions);
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    /** What partitions may not be fresh for. The words are a public contract. */
    public enum Kind {
        /** They were never built. */
        MISSING,
        /** Their job is another. */
        CODE,
        /** Versions of the table changed their content. */
        DATA,
        /** The table no longer tells what changed. */
        FORGOTTEN,
        /** It is another table at the same path. */
        OTHER_TABLE,
        /** They were not declared when they would have been read, or are not declared any more. */
        DECLARED,
        /** They failed, and are tried again. */
        RETRIED,
        /** They failed, and nothing changed since. */
        QUARANTINED,
        /** They have no rows yet, or no table. */
        NOT_THERE,
        /** Their owner keeps them no longer. */
        GONE,
        /** Someone else wrote them. */
        FOREIGN,
        /** They were dropped on purpose. */
        EXPIRED;

        /** The word in texts and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What causes of one kind and table reach together. */
    Map<String, PartitionSet> reached() {
        Map<String, PartitionSet> reached = new TreeMap<>();
        causes.forEach(cause -> reached.merge(cause.kind() + " " + cause.table(), cause.asked(), PartitionSet::union));
        return reached;
    }
}
