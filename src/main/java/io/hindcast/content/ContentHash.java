package io.hindcast.content;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * "The same rows": what the rows of one partition hash to, whatever their order, their files and the number of tasks
 * that wrote them.
 *
 * <p><b>Scheme {@code h1}.</b> Each value hashes to 64 bits by XXH64, with a seed for its kind. Equal are: integers
 * of any width, booleans as 0 and 1, dates and times by their number; floats as doubles, {@code -0.0} as {@code 0.0},
 * all NaN alike; decimals by unscaled value and scale; texts and binaries by their bytes; structs by their fields and
 * arrays by their elements in order; maps by their entries in any order; nulls to each other, and to nothing else,
 * at every level. Two scramblers turn a value's hash into two numbers; a column sums each of them over its rows modulo
 * 2^64. A row is a polynomial of these numbers over its columns in order, scrambled again, and a partition sums that
 * over its rows. Both sums are then mixed with the number of rows. A sum does not know an order and does count
 * duplicates. Partition columns are left out: they say nothing that the partition does not.
 *
 * <p><b>What collides.</b> Two partitions that differ have equal hashes with a chance of about 2^-64, when a changed
 * value keeps its own 64 bits; the second sum is there for a value that changes in 2^k rows alike, for which one
 * sum loses k bits. It guards against accident, not against someone who constructs a collision. A column hash knows
 * the values of the column and how often each occurs, not which row they stand in. Variants hash by their binary form.
 *
 * @param rows how many there are
 * @param hash of whole rows: scheme and 32 hexadecimal digits
 * @param hashes column to the hash of its values, without partition columns
 * @param nulls column to the number of rows in which it is null, without partition columns
 */
public record ContentHash(long rows, String hash, SortedMap<String, String> hashes, SortedMap<String, Long> nulls) {

    /** What every hash of this scheme begins with. */
    public static final String SCHEME = "h1:";

    public ContentHash {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        nulls = Collections.unmodifiableSortedMap(new TreeMap<>(nulls));
    }

    /**
     * The hash of a partition without rows.
     *
     * @param schema the table's columns
     * @param partitionColumns those of them that are left out
     */
    public static ContentHash ofNothing(StructType schema, List<String> partitionColumns) {
        RowHasher hasher = new RowHasher(schema, partitionColumns);
        return hasher.digest().hash(hasher.columns());
    }
}
