package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells of jobs that have other code in some columns alone: which columns these are, and who reads them. */
final class Recoded {

    private final Warehouse warehouse;

    Recoded(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * One sentence for each way in which the code was another.
     *
     * @param builds of the partitions that are rebuilt for their code
     */
    List<String> notes(Asset asset, PartitionMap<Build> builds) {
        Map<String, PartitionSet> which = new LinkedHashMap<>();
        builds.groups().forEach((build, set) -> {
            TouchedColumns touched = asset.touchedSince(build.fingerprint(), build.columns());
            touched.names()
                    .ifPresent(columns -> which.merge(
                            "code: " + changes(asset, build, touched) + "; " + readers(asset, touched),
                            set,
                            PartitionSet::union));
        });
        List<String> notes = new ArrayList<>();
        which.forEach((text, set) -> notes.add(asset.name() + " " + set + ": " + text));
        return notes;
    }

    private static String changes(Asset asset, Build build, TouchedColumns touched) {
        Map<String, String> then = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        then.putAll(build.columns());
        Map<String, String> now = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        now.putAll(asset.signature().columnFingerprints());
        List<String> changes = new ArrayList<>();
        for (String column : touched.names().orElseThrow()) {
            String what = !then.containsKey(column) ? "added" : now.containsKey(column) ? "changed" : "gone";
            changes.add("column " + column + " " + what);
        }
        return changes.isEmpty() ? "its columns in another order" : String.join(", ", changes);
    }

    /** Who reads what is touched, through any number of assets, and who reads other columns. */
    private String readers(Asset asset, TouchedColumns touched) {
        Map<String, TouchedColumns> reached = new HashMap<>(Map.of(asset.name(), touched));
        List<String> readers = new ArrayList<>();
        List<String> spared = new ArrayList<>();
        for (Asset each : warehouse.assets()) {
            boolean reads = each.inputs().stream().anyMatch(input -> reached.containsKey(input.name()));
            Optional<TouchedColumns> own = each.inputs().stream()
                    .flatMap(input -> Optional.ofNullable(reached.get(input.name()))
                            .flatMap(above -> each.touchedBy(input, above::spares))
                            .stream())
                    .reduce(TouchedColumns::and);
            own.ifPresent(columns -> {
                reached.put(each.name(), columns);
                readers.add(each.name() + of(columns));
            });
            if (reads && own.isEmpty()) {
                spared.add(each.name());
            }
        }
        String who = readers.isEmpty() ? "nobody reads that" : "that is read by " + String.join(", ", readers);
        return who + (spared.isEmpty() ? "" : "; not by " + String.join(", ", spared));
    }

    private static String of(TouchedColumns columns) {
        return columns.names()
                .map(names -> names.isEmpty() ? "" : " (for " + String.join(", ", names) + ")")
                .orElse("");
    }
}
