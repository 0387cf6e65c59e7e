package io.hindcast.asset;

import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Place;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A staging table as it is declared.
 *
 * @param path where the table lies, absolute or a Hadoop URI
 * @param columns its declared columns in order; empty when the table itself tells them
 * @param landing how {@code stage} fills it; empty when someone else does
 * @param retain how long its owner keeps partitions; empty when they stay
 */
public record SourceDeclaration(
        String name,
        Partitioning partitioning,
        String path,
        List<Column> columns,
        Optional<Landing> landing,
        Optional<Period> retain,
        Places places) {

    public SourceDeclaration {
        columns = List.copyOf(columns);
    }

    /** The same with partitions that are kept for a while only. */
    public SourceDeclaration keeping(Period period) {
        return new SourceDeclaration(name, partitioning, path, columns, landing, Optional.of(period), places);
    }

    /** The same with its table elsewhere. */
    SourceDeclaration at(String otherPath) {
        return new SourceDeclaration(name, partitioning, otherPath, columns, landing, retain, places);
    }

    /** Where it begins. */
    public Place place() {
        return places.whole();
    }

    /** The column that {@code stage} adds with the landing file a row came from, relative to the warehouse folder. */
    public static final String FILE_COLUMN = "_file";

    /** The column that {@code stage} adds with the moment of loading. */
    public static final String LOADED_AT_COLUMN = "_loaded_at";

    /**
     * Landing files and how to read them.
     *
     * @param files glob patterns, relative to the warehouse folder or absolute
     * @param format csv, json, parquet or orc
     * @param options options of that reader
     * @param columns the columns of the files, in their order
     * @param derived partition columns computed from the files' columns: name to SQL expression
     */
    public record Landing(
            List<String> files,
            String format,
            Map<String, String> options,
            List<Column> columns,
            Map<String, String> derived) {

        public Landing {
            files = List.copyOf(files);
            options = Map.copyOf(options);
            columns = List.copyOf(columns);
            derived = Map.copyOf(derived);
        }
    }
}
