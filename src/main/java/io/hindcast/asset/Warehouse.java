package io.hindcast.asset;

import io.hindcast.partition.Partitioning;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A warehouse without problems: its sources, and its assets in an order in which each comes after what it reads. */
public final class Warehouse {

    private final WarehouseDeclaration declaration;
    private final Map<String, SourceDeclaration> sources;
    private final Map<String, Asset> assets;
    private final Map<String, List<Consumer>> consumers;

    /**
     * @param sources with all keys listed
     * @param assets in topological order
     */
    Warehouse(WarehouseDeclaration declaration, Collection<SourceDeclaration> sources, List<Asset> assets) {
        this.declaration = declaration;
        Map<String, SourceDeclaration> sourcesByName = new LinkedHashMap<>();
        sources.forEach(source -> sourcesByName.put(source.name(), source));
        this.sources = Collections.unmodifiableMap(sourcesByName);
        Map<String, Asset> assetsByName = new LinkedHashMap<>();
        assets.forEach(asset -> assetsByName.put(asset.name(), asset));
        this.assets = Collections.unmodifiableMap(assetsByName);
        this.consumers = consumersByName(assets);
    }

    /** The same with other assets, each in the place of the one that it is made of. */
    public Warehouse with(UnaryOperator<Asset> change) {
        return new Warehouse(
                declaration,
                sources.values(),
                assets.values().stream().map(change).toList());
    }

    private static Map<String, List<Consumer>> consumersByName(List<Asset> assets) {
        Map<String, List<Consumer>> consumers = new HashMap<>();
        for (Asset asset : assets) {
            for (Asset.Input input : asset.inputs()) {
                consumers.merge(input.name(), List.of(new Consumer(asset, input)), Warehouse::joined);
            }
        }
        return Map.copyOf(consumers);
    }

    private static List<Consumer> joined(List<Consumer> some, List<Consumer> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Its name. */
    public String name() {
        return declaration.name();
    }

    /** What the files say. */
    public WarehouseDeclaration declaration() {
        return declaration;
    }

    /** All sources, with their keys listed, in the order of the declaration. */
    public List<SourceDeclaration> sources() {
        return List.copyOf(sources.values());
    }

    /** All assets; each comes after what it reads, and otherwise by name. */
    public List<Asset> assets() {
        return List.copyOf(assets.values());
    }

    /** The source of a name. */
    public Optional<SourceDeclaration> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** The asset of a name. */
    public Optional<Asset> asset(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    /** Whether it is known what a source or asset was at a moment: it is staged here, or has periods that are snapshots. */
    public boolean hasHistory(String name) {
        return new AsOfRules(declaration).hasHistory(name, partitioningOf(name));
    }

    /** Whether a source has this name. */
    public boolean isSource(String name) {
        return sources.containsKey(name);
    }

    /**
     * The partitioning of a source or an asset.
     *
     * @throws IllegalArgumentException when nothing has the name
     */
    public Partitioning partitioningOf(String name) {
        return asset(name)
                .map(Asset::partitioning)
                .or(() -> source(name).map(SourceDeclaration::partitioning))
                .orElseThrow(() -> new IllegalArgumentException("neither a source nor an asset: " + name));
    }

    /** Sets of columns in which no two rows of a table agree, as far as checks say so. */
    public List<List<String>> keysOf(String name) {
        return asset(name).map(asset -> JobInput.keysOf(asset.declaration())).orElse(List.of());
    }

    /** Who reads a source or asset, and how, in topological order; an asset that reads itself is not among them. */
    public List<Consumer> consumersOf(String name) {
        return consumers.getOrDefault(name, List.of());
    }

    /**
     * Which sets of columns of a source or asset its readers look at, itself among them, each once; not those that may look
     * at all.
     */
    public Set<ReadColumns> columnsReadOf(String name) {
        Stream<ReadColumns> own =
                asset(name).stream().flatMap(asset -> asset.ownPartitions().map(asset::columnsOf).stream());
        Stream<ReadColumns> others =
                consumersOf(name).stream().map(consumer -> consumer.asset().columnsOf(consumer.input()));
        return Stream.concat(others, own)
                .filter(columns -> !columns.isEverything())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The assets that an asset reads itself, in topological order. */
    public List<Asset> upstreamOf(Asset asset) {
        Set<String> read = new HashSet<>();
        asset.inputs().forEach(input -> read.add(input.name()));
        return assets.values().stream().filter(a -> read.contains(a.name())).toList();
    }

    /** All assets that a source or asset reaches, in topological order. */
    public List<Asset> downstreamOf(String name) {
        Set<String> reached = new HashSet<>(Set.of(name));
        return assets.values().stream()
                .filter(asset -> asset.inputs().stream().anyMatch(input -> reached.contains(input.name())))
                .filter(asset -> reached.add(asset.name()))
                .toList();
    }

    /** An asset and the input through which it reads. */
    public record Consumer(Asset asset, Asset.Input input) {}
}
