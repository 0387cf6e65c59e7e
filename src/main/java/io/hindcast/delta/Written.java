package io.hindcast.delta;

import io.hindcast.content.ContentHash;
import io.hindcast.partition.Partition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step has written and nobody sees yet.
 *
 * @param contents every partition of the step, those without rows included
 * @param outside rows that lie in none of them
 */
public record Written(SortedMap<Partition, Content> contents, Outside outside) {

    public Written {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /**
     * The new content of one partition.
     *
     * @param hash its rows and columns
     */
    public record Content(long bytes, long files, ContentHash hash) {}

    /**
     * Rows outside the partitions of the step.
     *
     * @param rows how many
     * @param examples partition column values of some of them, in words, with their number; at most ten
     */
    public record Outside(long rows, List<Example> examples) {

        public Outside {
            examples = List.copyOf(examples);
        }

        /** Whether every row lies inside. */
        public boolean isEmpty() {
            return rows == 0;
        }
    }

    /**
     * Rows with the same values of the partition columns.
     *
     * @param values column to value; a column that is null or empty is left out
     */
    public record Example(Map<String, String> values, long rows) {

        public Example {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /** The number of rows inside. */
    public long rows() {
        return contents.values().stream()
                .mapToLong(content -> content.hash().rows())
                .sum();
    }

    /** The number of bytes inside. */
    public long bytes() {
        return contents.values().stream().mapToLong(Content::bytes).sum();
    }
}
