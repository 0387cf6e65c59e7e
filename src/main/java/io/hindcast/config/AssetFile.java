package io.hindcast.config;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Check;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job;
import io.hindcast.asset.Places;
import io.hindcast.asset.PurityRule;
import io.hindcast.interval.Grain;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the file of one asset: SQL with its header, or YAML that names a class. */
final class AssetFile {

    private static final String HEADER_START = "/*---";
    private static final String HEADER_END = "---*/";
    private static final String PARTITION_EXAMPLE = "partition: {day: ds, from: 2026-01-01}";
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    private final FolderContext context;
    private final ProblemLog log;

    AssetFile(FolderContext context, ProblemLog log) {
        this.context = context;
        this.log = log;
    }

    /**
     * What could be read of a file.
     *
     * @param name of the asset, or of the file where it could not be read
     * @param declaration empty when it is too broken to be resolved
     * @param conduct how its steps are run, where it says so
     */
    record Reading(String name, Optional<AssetDeclaration> declaration, AssetConduct conduct) {

        /** Of what cannot be resolved. */
        static Reading broken(String name) {
            return new Reading(name, Optional.empty(), AssetConduct.none());
        }
    }

    /** The asset of a file; problems are noted. */
    Reading read(Path path) {
        String fileName = String.valueOf(path.getFileName());
        String stem = fileName.substring(0, fileName.lastIndexOf('.'));
        Optional<Reading> reading = TextFile.read(path, log)
                .flatMap(text -> fileName.endsWith(".sql") ? sql(text, stem) : java(text, stem));
        return reading.orElse(Reading.broken(stem));
    }

    private Optional<Reading> sql(TextFile.Section file, String stem) {
        String text = file.text();
        int start = text.length() - text.stripLeading().length();
        if (!text.startsWith(HEADER_START, start)) {
            log.add(FileProblems.headerMissing(), file.place(file.linesBefore(start)));
            return Optional.empty();
        }
        int end = text.indexOf(HEADER_END, start + HEADER_START.length());
        if (end < 0) {
            log.add(FileProblems.headerNotClosed(), file.place(file.linesBefore(start)));
            return Optional.empty();
        }
        TextFile.Section header = file.part(start + HEADER_START.length(), end);
        Optional<Job> job = statement(file, end + HEADER_END.length());
        return parsed(header, mapping -> asset(mapping, stem, job));
    }

    /** Reads the keys of a declaration. One whose form is broken is not resolved: what it says is only half known. */
    private Optional<Reading> parsed(TextFile.Section text, Function<YamlMapping, Reading> reader) {
        int before = log.count();
        Optional<YamlNode.Mapping> node = YamlParser.parse(text, context.environment(), log);
        boolean isWhole = log.count() == before;
        return node.map(keys -> reader.apply(keysOf(keys)))
                .map(reading -> isWhole ? reading : Reading.broken(reading.name()));
    }

    private YamlMapping keysOf(YamlNode.Mapping node) {
        YamlMapping mapping = new YamlMapping(node, "an asset", log);
        for (Grain grain : Grain.values()) {
            mapping.elsewhere(grain.word(), "partition", PARTITION_EXAMPLE);
        }
        return mapping.elsewhere("from", "partition", PARTITION_EXAMPLE)
                .elsewhere("until", "partition", PARTITION_EXAMPLE)
                .elsewhere("unique", "checks", "checks: {unique: [ds, carrier]}")
                .elsewhere("not_null", "checks", "checks: {not_null: [carrier]}")
                .elsewhere("rows", "checks", "checks: {rows: \">= 1\"}")
                .elsewhere("self", "inputs", "inputs: {self: {before: 1}}")
                .elsewhere("attempts", "retry", "retry: {stop: {attempts: 4}}")
                .elsewhere("stop", "retry", "retry: {stop: {attempts: 4}}")
                .elsewhere("wait", "retry", "retry: {wait: {fixed: 5s}}")
                .elsewhere("fair", "warehouse.yaml", "defaults: {fair: {weight: 2}}")
                .elsewhere("pools", "warehouse.yaml", PoolReader.EXAMPLE);
    }

    /** The SELECT, from its first line that is not blank, so that lines count as in the file. */
    private Optional<Job> statement(TextFile.Section file, int from) {
        String text = file.text();
        int first = from;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        int lineStart = Math.max(from, text.lastIndexOf('\n', first) + 1);
        TextFile.Section statement = file.part(lineStart, text.length());
        if (SqlText.isBlank(statement.text())) {
            log.add(FileProblems.statementMissing(), file.place(file.linesBefore(from)));
            return Optional.empty();
        }
        List<SqlSlips.Slip> slips = SqlSlips.of(statement.text());
        if (!slips.isEmpty()) {
            slips.forEach(slip -> log.add(slip.problem(), statement.place(statement.linesBefore(slip.position()))));
            return Optional.empty();
        }
        Optional<Integer> second = SqlText.secondStatement(statement.text());
        if (second.isPresent()) {
            log.add(DeclarationProblems.secondStatement(), statement.place(statement.linesBefore(second.get())));
            return Optional.empty();
        }
        return Optional.of(new Job.SqlJob(statement.text().stripTrailing(), statement.place(0)));
    }

    private Optional<Reading> java(TextFile.Section file, String stem) {
        return parsed(file, mapping -> {
            Optional<String> className = mapping.required("class", "class: com.example.MyJob")
                    .flatMap(v -> v.text("class: com.example.MyJob").filter(n -> isClassName(n, v)));
            Map<String, String> settings = mapping.optional("settings")
                    .flatMap(v -> v.mapping("settings: {threshold: 3}"))
                    .map(SourceReader::texts)
                    .orElse(Map.of());
            Optional<Job> job = className.map(name -> new Job.JavaJob(name, settings, mapping.placeOf("class")));
            return asset(mapping, stem, job);
        });
    }

    private static boolean isClassName(String name, YamlValue value) {
        boolean is = CLASS_NAME.matcher(name).matches();
        if (!is) {
            value.refuse(DeclarationProblems.illegalClassName(name));
        }
        return is;
    }

    private static SortedSet<String> tags(YamlMapping mapping) {
        return new TreeSet<>(mapping.optional("tags")
                .flatMap(v -> v.texts("tags: [finance]"))
                .orElse(List.of()));
    }

    private Optional<Period> retain(YamlMapping mapping, Optional<Partitioning> partitioning, String name) {
        Optional<Period> retain = mapping.optional("retain").flatMap(RetentionReader::read);
        if (retain.isPresent()
                && partitioning.filter(own -> own.time().isEmpty()).isPresent()) {
            log.add(DeclarationProblems.assetRetainWithoutTime(name), mapping.placeOf("retain"));
        }
        return retain;
    }

    private Reading asset(YamlMapping mapping, String stem, Optional<Job> job) {
        Optional<String> name = mapping.required("asset", "asset: " + stem).flatMap(v -> Names.relation(v, "an asset"));
        Optional<Partitioning> partitioning =
                new PartitionReader(context.zoneOf(mapping), log).read(mapping.optional("partition"));
        Optional<InputReader.Inputs> inputs =
                new InputReader(partitioning.orElse(Partitioning.none()), log).read(mapping.optional("inputs"));
        Optional<Period> retain = retain(mapping, partitioning, name.orElse(stem));
        List<Check> checks = CheckReader.read(mapping.optional("checks"));
        SortedSet<String> tags = tags(mapping);
        int beforeColumns = log.count();
        List<Column> columns =
                mapping.optional("columns").flatMap(ColumnType::columns).orElse(List.of());
        boolean columnsHold = log.count() == beforeColumns;
        Optional<String> path = mapping.optional("path").flatMap(context::tableAt);
        Map<PurityRule, String> allows = AllowsReader.read(mapping.optional("allows"));
        AssetConduct conduct = AssetConduct.read(mapping, log, context.classes());
        mapping.optional("widen").ifPresent(v -> v.refuse(DeclarationProblems.notYet("widen")));
        mapping.refuseOthers();
        String known = name.orElse(stem);
        if (name.isEmpty() || partitioning.isEmpty() || inputs.isEmpty() || job.isEmpty() || !columnsHold) {
            return Reading.broken(known);
        }
        return new Reading(
                known,
                Optional.of(new AssetDeclaration(
                        known,
                        partitioning.get(),
                        job.get(),
                        inputs.get().declared(),
                        inputs.get().self(),
                        retain,
                        checks,
                        tags,
                        path.orElse(context.root() + "/" + known),
                        columns,
                        new Places(mapping.placeOf("asset"), mapping.places()),
                        allows)),
                conduct);
    }
}
