package io.hindcast.asset;

import io.hindcast.interval.Grain;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.GraphProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds columns against what partitions, checks and tables ask of them. */
final class ColumnRules {

    private static final Set<String> RESERVED =
            Set.of("_metadata", "_change_type", "_commit_version", "_commit_timestamp");

    /** What a Delta table without column mapping cannot have in a column name. */
    private static final Pattern ILLEGAL_CHARACTER = Pattern.compile("[ ,;{}()\\n\\t=]");

    private static final Pattern NUMBER = Pattern.compile("tinyint|smallint|int|bigint|float|double|decimal.*");

    /** A type name where a type stands, also within another; a field of a struct is followed by a colon. */
    private static final Pattern UNWRITABLE =
            Pattern.compile("(?:^|[<,:])(timestamp_ntz|void|interval|variant|time)(?=$|[>,( ])");

    private static final Map<String, String> CAUSES = Map.of(
            "timestamp_ntz", "a table with this type cannot be read by other readers of Delta",
            "variant", "a table with this type cannot be read by other readers of Delta",
            "time", "a table with this type cannot be read by other readers of Delta",
            "void", "NULL alone has no type",
            "interval", "Delta tables have no such type");

    private ColumnRules() {}

    /** What is wrong with the result of an asset. */
    static List<Problem> ofResult(AssetDeclaration asset, List<Column> columns) {
        if (columns.isEmpty()) {
            return List.of(onlyPartitionColumns(asset));
        }
        List<Problem> problems = new ArrayList<>(ofEach(asset, columns));
        if (!asset.columns().isEmpty() && !asset.columns().equals(columns)) {
            problems.add(GraphProblems.otherColumns(asset.name(), textOf(asset.columns()), textOf(columns))
                    .at(asset.places().of("columns")));
        }
        problems.addAll(ofPartitions(asset, columns));
        for (Check check : asset.checks()) {
            String key = "checks." + check.description().replaceFirst(" .*", "");
            ofCheck(asset.name(), check, columns)
                    .forEach(problem -> problems.add(problem.at(asset.places().of(key))));
        }
        return problems;
    }

    /** Names and types that a table cannot have. */
    private static List<Problem> ofEach(AssetDeclaration asset, List<Column> columns) {
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
                problems.add(GraphProblems.duplicateResultColumn(asset.name(), column.name())
                        .at(placeOf(asset, column)));
            }
            illegalName(asset.name(), column.name())
                    .or(() -> illegalType(asset.name(), column))
                    .map(problem -> problem.at(placeOf(asset, column)))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static List<Problem> ofPartitions(AssetDeclaration asset, List<Column> columns) {
        List<Dimension> dimensions = asset.partitioning().dimensions();
        List<String> names = names(columns);
        List<Problem> problems = new ArrayList<>();
        dimensions.stream()
                .filter(dimension -> !names.contains(dimension.column()))
                .map(dimension -> GraphProblems.partitionColumnNotGiven(asset.name(), dimension.column(), names)
                        .at(asset.places().of("partition")))
                .forEach(problems::add);
        misfits(asset.partitioning(), columns)
                .forEach((column, expected) -> problems.add(
                        GraphProblems.partitionColumnType(asset.name(), column.name(), column.type(), expected)
                                .at(placeOf(asset, column))));
        boolean isOnlyPartitions = columns.stream()
                .allMatch(c -> dimensions.stream().anyMatch(d -> d.column().equals(c.name())));
        if (isOnlyPartitions) {
            problems.add(onlyPartitionColumns(asset));
        }
        return problems;
    }

    private static Problem onlyPartitionColumns(AssetDeclaration asset) {
        return GraphProblems.onlyPartitionColumns(asset.name())
                .at(asset.job().match(sql -> sql.place(), java -> asset.places().of("columns")));
    }

    /** Where a column of the result is named: in the SELECT, or where a Java job declares it. */
    private static Place placeOf(AssetDeclaration asset, Column column) {
        return asset.job()
                .match(
                        sql -> Relations.placeIn(sql, column.name()),
                        java -> asset.places().of("columns." + column.name()));
    }

    /** What is wrong with the partition columns of a source. */
    static List<Problem> ofSource(SourceDeclaration source, List<Column> columns) {
        List<String> names = names(columns);
        List<Problem> problems = new ArrayList<>();
        for (Dimension dimension : source.partitioning().dimensions()) {
            if (!names.contains(dimension.column())) {
                problems.add(GraphProblems.sourcePartitionColumn(source.name(), dimension.column(), names)
                        .at(source.places().of("partition")));
            }
        }
        misfits(source.partitioning(), columns)
                .forEach((column, expected) -> problems.add(
                        GraphProblems.sourcePartitionColumnType(source.name(), column.name(), column.type(), expected)
                                .at(source.places().of("partition"))));
        return problems;
    }

    /** Partition columns of another type than their partitions need, with the types that are possible. */
    private static Map<Column, List<String>> misfits(Partitioning partitioning, List<Column> columns) {
        Map<Column, List<String>> misfits = new LinkedHashMap<>();
        for (Dimension dimension : partitioning.dimensions()) {
            List<String> fitting = fitting(dimension);
            columns.stream()
                    .filter(column -> column.name().equals(dimension.column()) && !fitting.contains(column.type()))
                    .forEach(column -> misfits.put(column, fitting));
        }
        return misfits;
    }

    private static List<String> fitting(Dimension dimension) {
        if (dimension instanceof TimeDimension time) {
            if (time.format().isPresent()) {
                return List.of("string", "int", "bigint");
            }
            return List.of(time.grid().grain() == Grain.HOUR ? "timestamp" : "date");
        }
        return List.of("string");
    }

    private static List<Problem> ofCheck(String asset, Check check, List<Column> columns) {
        List<String> names = names(columns);
        List<Problem> problems = new ArrayList<>();
        for (String column : columnsOf(check)) {
            if (!names.contains(column)) {
                problems.add(GraphProblems.checkOfUnknownColumn(asset, check.description(), column, names));
            }
        }
        if (check instanceof Check.Same same) {
            columns.stream()
                    .filter(c -> c.name().equals(same.column())
                            && !NUMBER.matcher(c.type()).matches())
                    .map(c -> GraphProblems.checkOfText(asset, check.description(), c.name(), c.type()))
                    .forEach(problems::add);
        }
        return problems;
    }

    private static List<String> columnsOf(Check check) {
        if (check instanceof Check.Unique unique) {
            return unique.columns();
        }
        if (check instanceof Check.NotNull notNull) {
            return notNull.columns();
        }
        return check instanceof Check.Same same ? List.of(same.column()) : List.of();
    }

    private static Optional<Problem> illegalName(String asset, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.startsWith("_hindcast")) {
            return Optional.of(GraphProblems.illegalColumn(asset, name, "the name has a meaning of its own in tables"));
        }
        if (ILLEGAL_CHARACTER.matcher(name).find()) {
            return Optional.of(
                    GraphProblems.illegalColumn(asset, name, "a column name has no blanks and none of , ; { } ( ) ="));
        }
        return Optional.empty();
    }

    private static Optional<Problem> illegalType(String asset, Column column) {
        Matcher matcher = UNWRITABLE.matcher(column.type());
        if (!matcher.find()) {
            return Optional.empty();
        }
        String type = matcher.group(1);
        String target = type.equals("timestamp_ntz") ? "TIMESTAMP" : type.equals("interval") ? "BIGINT" : "STRING";
        String value = type.equals("void") ? "NULL" : column.name();
        return Optional.of(GraphProblems.illegalColumnType(
                asset,
                column.name(),
                column.type(),
                CAUSES.getOrDefault(type, "Delta tables have no such type"),
                "CAST(" + value + " AS " + target + ") AS " + column.name()));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static String textOf(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::toString).toList());
    }
}
