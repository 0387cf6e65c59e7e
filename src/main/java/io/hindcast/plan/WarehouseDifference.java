package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Check;
import io.hindcast.asset.Column;
import io.hindcast.asset.Retention;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.DeclarationChange.Aspect;
import io.hindcast.plan.DeclarationChange.Kind;
import io.hindcast.plan.DeclarationChange.Sentences;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the declarations of a warehouse have otherwise than others of the same warehouse.
 *
 * @param sources those of which something differs, in the order of the declaration, those that are gone last
 * @param assets the same of assets, in topological order
 */
public record WarehouseDifference(List<DeclarationChange> sources, List<DeclarationChange> assets) {

    public WarehouseDifference {
        sources = List.copyOf(sources);
        assets = List.copyOf(assets);
    }

    /** What is declared otherwise now than before. */
    public static WarehouseDifference between(Warehouse before, Warehouse now) {
        List<DeclarationChange> sources = new ArrayList<>();
        now.sources()
                .forEach(source -> before.source(source.name())
                        .map(old -> changed(old, source))
                        .orElseGet(() -> Optional.of(plain(source.name(), Kind.NEW)))
                        .ifPresent(sources::add));
        before.sources().stream()
                .filter(source -> !now.isSource(source.name()))
                .forEach(source -> sources.add(plain(source.name(), Kind.GONE)));
        List<DeclarationChange> assets = new ArrayList<>();
        now.assets()
                .forEach(asset -> before.asset(asset.name())
                        .map(old -> changed(old, asset, now))
                        .orElseGet(() -> Optional.of(added(asset)))
                        .ifPresent(assets::add));
        before.assets().stream()
                .filter(asset -> now.asset(asset.name()).isEmpty())
                .forEach(asset -> assets.add(gone(asset)));
        return new WarehouseDifference(sources, assets);
    }

    /** Whether all is declared as before. */
    public boolean isEmpty() {
        return sources.isEmpty() && assets.isEmpty();
    }

    private static DeclarationChange plain(String name, Kind kind) {
        return new DeclarationChange(name, kind, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    private static DeclarationChange added(Asset asset) {
        return new DeclarationChange(
                asset.name(), Kind.NEW, Optional.empty(), Optional.of(asset), Map.of(), Optional.empty());
    }

    private static DeclarationChange gone(Asset asset) {
        return new DeclarationChange(
                asset.name(), Kind.GONE, Optional.of(asset), Optional.empty(), Map.of(), Optional.empty());
    }

    private static Optional<DeclarationChange> changed(SourceDeclaration before, SourceDeclaration now) {
        Sentences sentences = new Sentences();
        partitions(before.partitioning(), now.partitioning(), sentences);
        sentences.compare(Aspect.SETTINGS, "path", before.path(), now.path());
        sentences.compare(Aspect.SETTINGS, "retain", period(before.retain()), period(now.retain()));
        columns(before.columns(), now.columns(), sentences);
        if (!before.landing().equals(now.landing())) {
            sentences.add(Aspect.SETTINGS, "it is staged otherwise; what is staged already stays as it is");
        }
        return sentences.all().isEmpty()
                ? Optional.empty()
                : Optional.of(new DeclarationChange(
                        now.name(),
                        Kind.CHANGED,
                        Optional.empty(),
                        Optional.empty(),
                        sentences.all(),
                        Optional.empty()));
    }

    private static Optional<DeclarationChange> changed(Asset before, Asset now, Warehouse warehouse) {
        Sentences sentences = new Sentences();
        partitions(before.partitioning(), now.partitioning(), sentences);
        inputs(before, now, sentences);
        columns(before.signature().columns(), now.signature().columns(), sentences);
        settings(before, now, sentences);
        boolean isSameCode = now.signature().isOf(before.signature().fingerprint());
        Optional<CodeImpact> code = isSameCode
                ? Optional.empty()
                : Optional.of(CodeImpact.of(
                        warehouse,
                        now,
                        before.signature().fingerprint(),
                        before.signature().columnFingerprints()));
        return sentences.all().isEmpty() && isSameCode
                ? Optional.empty()
                : Optional.of(new DeclarationChange(
                        now.name(), Kind.CHANGED, Optional.of(before), Optional.of(now), sentences.all(), code));
    }

    private static void partitions(Partitioning before, Partitioning now, Sentences sentences) {
        sentences.compare(Aspect.PARTITIONS, "partition", before.shape(), now.shape());
        sentences.compare(
                Aspect.PARTITIONS,
                "declared range",
                before.domain().toString(),
                now.domain().toString());
    }

    private static void inputs(Asset before, Asset now, Sentences sentences) {
        Map<String, String> then = described(before);
        Map<String, String> today = described(now);
        today.forEach((input, how) -> {
            String old = then.get(input);
            if (old == null) {
                sentences.add(Aspect.INPUTS, input + " is a new input: " + how);
            } else if (!old.equals(how)) {
                sentences.add(Aspect.INPUTS, input + ": " + how + "; was: " + old);
            }
        });
        then.keySet().stream()
                .filter(input -> !today.containsKey(input))
                .forEach(input -> sentences.add(Aspect.INPUTS, input + " is no input any more"));
    }

    /** Input to all that is said of it. */
    private static Map<String, String> described(Asset asset) {
        Map<String, String> all = new LinkedHashMap<>();
        asset.inputs().forEach(input -> all.put(input.name(), described(input)));
        asset.ownPartitions()
                .ifPresent(own -> all.put(own.name(), own.description() + (asset.isChained() ? ", chained" : "")));
        return all;
    }

    private static String described(Asset.Input input) {
        String requirement = switch (input.requirement()) {
            case ARRIVED -> "";
            case EVERY_PARTITION -> ", required";
        };
        String changes = switch (input.changes()) {
            case REBUILD -> "";
            case IGNORE -> ", changes ignored";
            case AS_OF_PARTITION -> ", as of the partition";
        };
        return input.description() + requirement + changes;
    }

    private static void settings(Asset before, Asset now, Sentences sentences) {
        sentences.compare(
                Aspect.SETTINGS,
                "path",
                before.declaration().path(),
                now.declaration().path());
        sentences.compare(
                Aspect.SETTINGS,
                "retain",
                period(before.declaration().retain()),
                period(now.declaration().retain()));
        sentences.compare(
                Aspect.SETTINGS,
                "checks",
                checks(before.declaration().checks()),
                checks(now.declaration().checks()));
        sentences.compare(
                Aspect.SETTINGS,
                "tags",
                String.join(", ", before.declaration().tags()),
                String.join(", ", now.declaration().tags()));
        sentences.compare(Aspect.SETTINGS, "allows", allows(before), allows(now));
    }

    private static String allows(Asset asset) {
        Map<String, String> allows = new TreeMap<>();
        asset.declaration().allows().forEach((rule, reason) -> allows.put(rule.word(), reason));
        return allows.entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String checks(List<Check> checks) {
        return checks.stream().map(Check::description).collect(Collectors.joining("; "));
    }

    private static void columns(List<Column> before, List<Column> now, Sentences sentences) {
        Map<String, String> then = types(before);
        Map<String, String> today = types(now);
        today.forEach((column, type) -> {
            if (!then.containsKey(column)) {
                sentences.add(Aspect.COLUMNS, column + " " + type + " is new");
            } else {
                sentences.compare(Aspect.COLUMNS, column, then.getOrDefault(column, ""), type);
            }
        });
        then.forEach((column, type) -> {
            if (!today.containsKey(column)) {
                sentences.add(Aspect.COLUMNS, column + " " + type + " is gone");
            }
        });
        if (then.equals(today) && !before.equals(now)) {
            sentences.add(Aspect.COLUMNS, "they stand in another order");
        }
    }

    private static Map<String, String> types(List<Column> columns) {
        Map<String, String> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    private static String period(Optional<Period> period) {
        return period.map(Retention::words).orElse("");
    }
}
