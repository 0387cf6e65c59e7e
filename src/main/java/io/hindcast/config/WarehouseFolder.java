package io.hindcast.config;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.RunSettingProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a warehouse folder: {@code warehouse.yaml} and the files of the assets beside it. */
public final class WarehouseFolder {

    private static final String WAREHOUSE_FILE = "warehouse.yaml";

    private final Path folder;
    private final Environment environment;
    private final Stores stores;
    private final ProblemLog log = new ProblemLog();
    private final TreeSet<String> unreadable = new TreeSet<>();

    private WarehouseFolder(Path folder, Environment environment, Stores stores) {
        this.folder = folder;
        this.environment = environment;
        this.stores = stores;
    }

    /**
     * Reads all files of a folder, whatever is wrong with some of them.
     *
     * @param folder as the user named it: places of problems begin with it
     * @param environment of the process, for {@code ${NAME}} in values
     */
    public static FolderReading read(Path folder, Map<String, String> environment) {
        return read(folder, environment, Stores.any());
    }

    /**
     * The same, where it is known in which stores tables can lie.
     *
     * @param folder as the user named it: places of problems begin with it
     * @param environment of the process, for {@code ${NAME}} in values
     */
    public static FolderReading read(Path folder, Map<String, String> environment, Stores stores) {
        return new WarehouseFolder(folder, new Environment(environment), stores).read();
    }

    private FolderReading read() {
        List<Path> files = assetFiles();
        WarehouseFile.Head head = WarehouseFile.read(folder.resolve(WAREHOUSE_FILE), environment, stores, log);
        unreadable.addAll(head.unreadable());
        AssetFile reader = new AssetFile(head.context(), log);
        List<AssetDeclaration> assets = new ArrayList<>();
        Map<String, AssetConduct> conducts = new HashMap<>();
        for (Path file : files) {
            AssetFile.Reading reading = reader.read(file);
            conducts.put(reading.name(), reading.conduct());
            reading.declaration().ifPresentOrElse(assets::add, () -> unreadable.add(reading.name()));
        }
        refuseMissingJars(head, assets);
        refuseUnknownPools(head.pools().keySet(), assets, conducts);
        assets.sort(Comparator.comparing(AssetDeclaration::name));
        refuseDuplicates(head.sources(), assets);
        new TablePlaces(head.context().root(), log).check(head.sources(), assets);
        WarehouseDeclaration declaration = new WarehouseDeclaration(
                head.name(),
                FilePaths.real(folder).toString(),
                head.context().root(),
                head.context().zone(),
                head.sources(),
                assets,
                head.jars());
        List<Problem> problems = Problems.inOrderOfFiles(log.problems());
        return new FolderReading(
                new ConfiguredWarehouse(declaration, head.defaults(), head.pools(), conducts, log.notes()),
                unreadable,
                problems);
    }

    private List<Path> assetFiles() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = new ArrayList<>();
            for (Path entry : entries.sorted().toList()) {
                String name = String.valueOf(entry.getFileName());
                String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                boolean isDeclaration = ending.equals("sql") || ending.equals("yaml") || ending.equals("yml");
                if (name.startsWith(".") || name.equals(WAREHOUSE_FILE) || !isDeclaration) {
                    continue;
                }
                if (name.endsWith(".sql") || name.endsWith(".yaml")) {
                    files.add(entry);
                } else {
                    String stem = name.substring(0, name.lastIndexOf('.'));
                    String expected = stem + (ending.equals("sql") ? ".sql" : ".yaml");
                    log.add(FileProblems.wrongEnding(expected), Place.of(entry.toString()));
                    unreadable.add(stem);
                }
            }
            return files;
        } catch (IOException e) {
            log.add(
                    FileProblems.unreadable(e.toString(), "allow it: chmod a+rx " + folder),
                    Place.of(folder.toString()));
            return List.of();
        }
    }

    /** A jar that is not there is told once, where it is named, when a job could come from it; such jobs are not looked at. */
    private void refuseMissingJars(WarehouseFile.Head head, List<AssetDeclaration> assets) {
        Predicate<AssetDeclaration> isJava = asset -> asset.job().match(sql -> false, java -> true);
        int before = log.count();
        for (int i = 0; i < head.jars().size(); i++) {
            String jar = head.jars().get(i);
            if (assets.stream().anyMatch(isJava) && Files.notExists(Path.of(jar))) {
                log.add(JobProblems.jarMissing(jar), head.jarPlaces().get(i));
            }
        }
        if (log.count() > before) {
            assets.stream().filter(isJava).map(AssetDeclaration::name).forEach(unreadable::add);
            assets.removeIf(isJava);
        }
    }

    /** An asset whose pool has no limit would run without one. */
    private void refuseUnknownPools(
            Set<String> pools, List<AssetDeclaration> assets, Map<String, AssetConduct> conducts) {
        for (AssetDeclaration asset : assets) {
            Optional.ofNullable(conducts.get(asset.name()))
                    .flatMap(AssetConduct::pool)
                    .filter(pool -> !pools.contains(pool))
                    .ifPresent(pool -> log.add(
                            RunSettingProblems.unknownPool(pool, pools),
                            asset.places().of("pool")));
        }
    }

    /** Drops what has a name that is taken, so that every name stands once. */
    private void refuseDuplicates(List<SourceDeclaration> sources, List<AssetDeclaration> assets) {
        Map<String, Place> places = new HashMap<>();
        sources.forEach(source -> places.put(source.name().toLowerCase(Locale.ROOT), source.place()));
        assets.removeIf(asset -> {
            Place first = places.putIfAbsent(asset.name().toLowerCase(Locale.ROOT), asset.place());
            Optional<Problem> problem =
                    Optional.ofNullable(first).map(place -> DeclarationProblems.duplicateName(asset.name(), place));
            problem.ifPresent(p -> log.add(p, asset.place()));
            return problem.isPresent();
        });
    }
}
