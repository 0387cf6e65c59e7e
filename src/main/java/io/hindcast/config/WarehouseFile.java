package io.hindcast.config;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.Place;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code warehouse.yaml}. What is wrong is replaced by a stand-in, so that the other files can be read. */
final class WarehouseFile {

    private static final String SOURCES_EXAMPLE = "sources: {airports: {path: s3a://lake/airports}}";

    private final Path file;
    private final Environment environment;
    private final Stores stores;
    private final ProblemLog log;

    private WarehouseFile(Path file, Environment environment, Stores stores, ProblemLog log) {
        this.file = file;
        this.environment = environment;
        this.stores = stores;
        this.log = log;
    }

    /**
     * What could be read.
     *
     * @param pools how many steps may share each
     * @param unreadable names of sources that are declared, but broken
     * @param jarPlaces where each of the jars is named
     */
    record Head(
            String name,
            FolderContext context,
            RunDefaults defaults,
            Map<String, Integer> pools,
            List<SourceDeclaration> sources,
            List<String> unreadable,
            List<String> jars,
            List<Place> jarPlaces) {}

    static Head read(Path file, Environment environment, Stores stores, ProblemLog log) {
        WarehouseFile reader = new WarehouseFile(file, environment, stores, log);
        return TextFile.read(file, log)
                .flatMap(text -> YamlParser.parse(text, environment, log))
                .map(node -> reader.head(new YamlMapping(node, "warehouse.yaml", log)
                        .elsewhere("core_hour", "money", RateReader.EXAMPLE)
                        .elsewhere("currency", "money", RateReader.EXAMPLE)
                        .elsewhere("zone", "defaults", "defaults: {zone: Europe/Berlin}")
                        .elsewhere("parallel", "defaults", "defaults: {parallel: 4}")
                        .elsewhere("budget", "defaults", "defaults: {budget: {wall: 2h}}")
                        .elsewhere("step", "defaults", "defaults: {step: 5m}")
                        .elsewhere("callbacks", "defaults", "defaults: {" + CallbackReader.EXAMPLE + "}")
                        .elsewhere("fair", "defaults", "defaults: {fair: {weight: 2}}")
                        .elsewhere("retry", "defaults", "defaults: {retry: {stop: {attempts: 4}}}")))
                .orElseGet(() -> reader.standIn());
    }

    private Head standIn() {
        FolderContext context = new FolderContext(
                folder(), folder().toString(), ZoneOffset.UTC, environment, OwnClasses.ofProcess(), stores);
        return new Head(
                "warehouse",
                context,
                RunDefaults.none(),
                Map.of(),
                List.of(),
                List.of(WarehouseResolver.ANY_NAME),
                List.of(),
                List.of());
    }

    private Path folder() {
        return FilePaths.real(file.resolveSibling(""));
    }

    private Head head(YamlMapping mapping) {
        String name = mapping.required("warehouse", "warehouse: sales")
                .flatMap(v -> Names.relation(v, "a warehouse"))
                .orElse("warehouse");
        String root = mapping.required("root", "root: ../../warehouse/sales")
                .flatMap(v -> FilePaths.relativeTo(folder(), v, "root: ../../warehouse/sales")
                        .flatMap(path -> FilePaths.stored(path, v, stores)))
                .orElse(folder().toString());
        List<Place> jarPlaces = new ArrayList<>();
        List<String> jars = jars(mapping, jarPlaces);
        OwnClasses classes = OwnClasses.of(jars);
        RunDefaults defaults = RunDefaults.none();
        ZoneId zone = ZoneOffset.UTC;
        Optional<YamlMapping> declared =
                mapping.optional("defaults").flatMap(v -> v.mapping("defaults: {zone: Europe/Berlin, parallel: 4}"));
        if (declared.isPresent()) {
            zone = declared.get().optional("zone").flatMap(FolderContext::zone).orElse(zone);
            defaults = new RunReader(log, classes).read(declared.get());
            declared.get()
                    .elsewhere("money", "warehouse.yaml", RateReader.EXAMPLE)
                    .elsewhere("pools", "warehouse.yaml", PoolReader.EXAMPLE)
                    .refuseOthers();
        }
        defaults = defaults.at(RateReader.read(mapping));
        Map<String, Integer> pools = PoolReader.read(mapping);
        FolderContext context = new FolderContext(folder(), root, zone, environment, classes, stores);
        List<String> unreadable = new ArrayList<>();
        List<SourceDeclaration> sources = sources(mapping, context, unreadable);
        mapping.refuseOthers();
        return new Head(name, context, defaults, pools, sources, unreadable, jars, jarPlaces);
    }

    private List<SourceDeclaration> sources(YamlMapping mapping, FolderContext context, List<String> unreadable) {
        List<SourceDeclaration> sources = new ArrayList<>();
        Map<String, Place> places = new HashMap<>();
        SourceReader reader = new SourceReader(context, log);
        List<YamlValue> values = mapping.optional("sources")
                .flatMap(v -> v.mapping(SOURCES_EXAMPLE))
                .map(YamlMapping::all)
                .orElse(List.of());
        for (YamlValue value : values) {
            Place first = places.putIfAbsent(value.name().toLowerCase(Locale.ROOT), value.place());
            if (first != null) {
                value.refuse(DeclarationProblems.duplicateName(value.name(), first));
                continue;
            }
            reader.read(value).ifPresentOrElse(sources::add, () -> unreadable.add(value.name()));
        }
        return sources;
    }

    private List<String> jars(YamlMapping mapping, List<Place> places) {
        String example = "jars: [lib/my-jobs.jar]";
        List<String> jars = new ArrayList<>();
        for (YamlValue item :
                mapping.optional("jars").flatMap(v -> v.list(example)).orElse(List.of())) {
            FilePaths.relativeTo(folder(), item, example).ifPresent(jar -> {
                jars.add(jar);
                places.add(item.place());
            });
        }
        return jars;
    }
}
