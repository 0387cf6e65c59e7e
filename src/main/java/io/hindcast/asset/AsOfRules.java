package io.hindcast.asset;

import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.AsOfProblems;
import io.hindcast.problem.GraphProblems;
import io.hindcast.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold where an input is read {@code as_of: partition}, and what its relation looks like then. */
public final class AsOfRules {

    private final WarehouseDeclaration declaration;

    AsOfRules(WarehouseDeclaration declaration) {
        this.declaration = declaration;
    }

    /** Why an input cannot be read as it was; empty when it can. */
    Optional<Problem> refusal(
            AssetDeclaration asset,
            Partitioning downstream,
            String name,
            InputDeclaration input,
            Partitioning upstream) {
        long times = downstream.times();
        if (times != 1) {
            return Optional.of(AsOfProblems.withoutPeriods(
                    asset.name(), name, times == 0 ? "it has no partition by time" : "it has several columns of time"));
        }
        if (!input.rule().time().equals(MappingRule.same().time())
                && !input.rule().time().equals(MappingRule.whole().time())) {
            return Optional.of(
                    AsOfProblems.withWindow(asset.name(), name, input.rule().declaration()));
        }
        return hasHistory(name, upstream)
                ? Optional.empty()
                : Optional.of(
                        isAsset(name)
                                ? AsOfProblems.assetWithoutSnapshots(asset.name(), name)
                                : GraphProblems.asOfWithoutHistory(asset.name(), name));
    }

    /** Whether it is known what a table was at a moment: it is staged here, or there are snapshots of it. */
    boolean hasHistory(String name, Partitioning upstream) {
        return upstream.time().isPresent()
                || declaration.sources().stream()
                        .anyMatch(source ->
                                source.name().equals(name) && source.landing().isPresent());
    }

    private boolean isAsset(String name) {
        return declaration.assets().stream().anyMatch(asset -> asset.name().equals(name));
    }

    /**
     * The periods of an input that are there: of an asset all that are declared, since it is waited for those that are not
     * built; of a source nothing is known before its table is looked at.
     */
    IntervalSet there(String name, Partitioning upstream) {
        return isAsset(name) && upstream.time().isPresent() ? upstream.domain().timeIntervals() : IntervalSet.empty();
    }

    /** The column of the partitions that a relation lacks by itself and has too, under the same name. */
    static Optional<Problem> collision(AssetDeclaration asset, Asset.Input input, List<Column> columns) {
        String period = period(asset).name();
        boolean isOwnPeriod = isPeriodOf(input.partitioning(), period);
        return columns.stream()
                .map(Column::name)
                .filter(column -> column.equalsIgnoreCase(period) && !isOwnPeriod)
                .findFirst()
                .map(column -> AsOfProblems.columnTaken(asset.name(), input.name(), column));
    }

    private static boolean isPeriodOf(Partitioning partitioning, String column) {
        return partitioning
                .time()
                .filter(time -> time.column().equalsIgnoreCase(column))
                .isPresent();
    }

    /**
     * What a job is shown of an input that it reads as it was: its rows once for each period of the target partitions that
     * sees them, with the period in the column of the partitions. It takes the place of a column of snapshots of that name.
     *
     * @param input as it is by itself
     */
    static JobInput shown(AssetDeclaration asset, Asset.Input declared, JobInput input) {
        Column period = period(asset);
        List<Column> columns = new ArrayList<>(input.columns());
        columns.removeIf(column -> column.name().equalsIgnoreCase(period.name()));
        columns.add(period);
        List<List<String>> keys = input.keys().stream()
                .map(key -> {
                    // Of a period one snapshot is shown.
                    Set<String> shown = new TreeSet<>(key);
                    shown.removeIf(column -> isPeriodOf(declared.partitioning(), column));
                    shown.add(period.name());
                    return List.copyOf(shown);
                })
                .toList();
        return new JobInput(columns, input.mapping(), keys);
    }

    /** The column of the periods of an asset, with its type: as declared, and else the usual one. */
    public static Column period(AssetDeclaration asset) {
        TimeDimension time = asset.partitioning()
                .time()
                .orElseThrow(() -> new IllegalArgumentException(asset.name() + " has no periods"));
        return asset.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(time.column()))
                .map(column -> new Column(time.column(), column.type().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> new Column(time.column(), usualType(time)));
    }

    /** The type that a column of partitions has unless it is declared otherwise. */
    public static String usualType(Dimension dimension) {
        boolean isMoment =
                dimension instanceof TimeDimension time && time.format().isEmpty();
        boolean isHour = dimension instanceof TimeDimension time && time.grid().grain() == Grain.HOUR;
        return isMoment ? isHour ? "timestamp" : "date" : "string";
    }
}
