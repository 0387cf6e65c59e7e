package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.interval.Grain;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How an asset and a table that others made for it come together with the rows that are there. A job alone cannot do it
 * where the table's partition column has a type that no partition of the declared kind has.
 *
 * @param asset as declared
 * @param table as it is
 */
record WaysToFit(Asset asset, TableState table) {

    /** Types of partition columns that take a format. */
    private static final Set<String> FORMATTED = Set.of("string", "int", "bigint");

    /** In words, to stand before others after "or". */
    String text() {
        List<String> declared = new ArrayList<>();
        Map<String, String> casts = new TreeMap<>();
        for (Dimension dimension : asset.partitioning().dimensions()) {
            String is = type(table.columns(), dimension.column());
            String should = type(asset.signature().columns(), dimension.column());
            if (!is.isEmpty() && !is.equals(should)) {
                Optional<String> other = otherDeclaration(dimension, is);
                other.ifPresent(declared::add);
                if (other.isEmpty()) {
                    casts.put(dimension.column(), should.toUpperCase(Locale.ROOT));
                }
            }
        }
        moreKeys().ifPresent(declared::add);
        declared.add(casts.isEmpty() ? "change the job so that it fits" : recast(casts));
        return String.join("; or ", declared);
    }

    private static Optional<String> otherDeclaration(Dimension dimension, String is) {
        if (!(dimension instanceof TimeDimension time)) {
            return Optional.empty();
        }
        if (time.format().isPresent()) {
            return Optional.of("leave format: of " + time.column() + " out, and let the job give it as " + is)
                    .filter(way -> is.equals(time.grid().grain() == Grain.HOUR ? "timestamp" : "date"));
        }
        if (FORMATTED.contains(is)) {
            return Optional.of(
                    "declare how the " + is + " column " + time.column() + " writes a period, for example format: "
                            + (is.equals("string") ? "yyyy-MM-dd" : "yyyyMMdd") + ", and let the job give it so");
        }
        return Optional.of("declare the days that it has, day: " + time.column() + ", and let the job give them")
                .filter(way -> is.equals("date") && time.grid().grain() == Grain.HOUR);
    }

    /** Texts that the table is partitioned by as well, and that the job gives, can be declared. */
    private Optional<String> moreKeys() {
        String keys = table.partitionColumns().stream()
                .filter(name -> asset.partitioning().dimensions().stream()
                        .noneMatch(dimension -> dimension.column().equalsIgnoreCase(name)))
                .filter(name -> type(table.columns(), name).equals("string")
                        && type(asset.signature().columns(), name).equals("string"))
                .map(name -> name + ": […]")
                .collect(Collectors.joining(", "));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of("declare what else it is partitioned by, keys: {" + keys + "}");
    }

    private String recast(Map<String, String> casts) {
        String path = "delta.`" + asset.declaration().path() + "`";
        String columns = casts.entrySet().stream()
                .map(cast -> "CAST(" + cast.getKey() + " AS " + cast.getValue() + ") AS " + cast.getKey())
                .collect(Collectors.joining(", "));
        return "write the table anew with its rows, which plain SQL does: CREATE OR REPLACE TABLE " + path
                + " USING delta PARTITIONED BY (" + String.join(", ", table.partitionColumns())
                + ") AS SELECT * EXCEPT ("
                + String.join(", ", casts.keySet()) + "), " + columns + " FROM " + path;
    }

    private static String type(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .map(column -> column.type().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }
}
