package io.hindcast.config;

import io.hindcast.asset.Column;
import io.hindcast.asset.Places;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.SourceDeclaration.Landing;
import io.hindcast.interval.Grain;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.DeclarationProblems;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of the {@code sources:} of a warehouse. */
final class SourceReader {

    private static final String STAGE_EXAMPLE =
            "stage: {files: data/*.csv.gz, format: csv, columns: {code: string, amount: int}}";
    private static final List<String> FORMATS = List.copyOf(LandingOptions.OF_FORMATS.keySet());

    private final FolderContext context;
    private final ProblemLog log;

    SourceReader(FolderContext context, ProblemLog log) {
        this.context = context;
        this.log = log;
    }

    /** The source; nothing when a problem was noted. */
    Optional<SourceDeclaration> read(YamlValue value) {
        int before = log.count();
        Optional<String> name = Names.relation(value.name(), value, "a source");
        Optional<YamlMapping> mapping =
                value.mapping("a source", value.name() + ": {path: s3a://lake/" + value.name() + "}");
        if (name.isEmpty() || mapping.isEmpty()) {
            return Optional.empty();
        }
        SourceDeclaration source = source(name.get(), mapping.get(), value);
        return log.count() == before ? Optional.of(source) : Optional.empty();
    }

    private SourceDeclaration source(String name, YamlMapping mapping, YamlValue value) {
        PartitionReader partitions = new PartitionReader(context.zoneOf(mapping), log);
        Partitioning partitioning =
                partitions.read(mapping.optional("partition")).orElse(Partitioning.none());
        String path = mapping.optional("path")
                .flatMap(v -> FilePaths.relativeTo(context.folder(), v, "path: s3a://lake/" + name)
                        .flatMap(p -> FilePaths.stored(p, v, context.stores())))
                .orElse(context.root() + "/staging/" + name);
        Optional<Landing> landing = mapping.optional("stage")
                .flatMap(v -> v.mapping(STAGE_EXAMPLE))
                .flatMap(stage -> landing(name, stage, partitioning));
        if (mapping.has("stage") && mapping.has("columns")) {
            log.add(
                    DeclarationProblems.contradiction("the source", List.of("stage", "columns")),
                    mapping.placeOf("columns"));
        }
        Optional<List<Column>> declared = mapping.optional("columns").flatMap(ColumnType::columns);
        Optional<Period> retain = mapping.optional("retain").flatMap(RetentionReader::read);
        if (retain.isPresent() && partitioning.time().isEmpty()) {
            log.add(DeclarationProblems.retainWithoutTime(name), mapping.placeOf("retain"));
        }
        mapping.refuseOthers();
        List<Column> columns = landing.map(l -> stagedColumns(l, partitioning))
                .or(() -> declared)
                .orElse(List.of());
        return new SourceDeclaration(
                name, partitioning, path, columns, landing, retain, new Places(value.place(), mapping.places()));
    }

    private Optional<Landing> landing(String name, YamlMapping stage, Partitioning partitioning) {
        Optional<List<String>> files =
                stage.required("files", STAGE_EXAMPLE).flatMap(v -> v.texts("files: data/*.csv"));
        Optional<String> format = stage.required("format", "format: csv").flatMap(SourceReader::format);
        Optional<List<Column>> columns =
                stage.required("columns", STAGE_EXAMPLE).flatMap(ColumnType::columns);
        Map<String, String> options = stage.optional("options")
                .flatMap(v -> v.mapping("options: {sep: \";\"}"))
                .map(given ->
                        format.map(known -> LandingOptions.read(given, known)).orElseGet(() -> texts(given)))
                .orElse(Map.of());
        Map<String, String> derived = new LinkedHashMap<>();
        for (Dimension dimension : partitioning.dimensions()) {
            String column = dimension.column();
            Optional<YamlValue> expression = stage.optional(column);
            boolean isLanded = columns.map(c -> names(c).contains(column)).orElse(true);
            if (expression.isPresent() && columns.isPresent() && isLanded) {
                expression.get().refuse(DeclarationProblems.duplicateColumn(column, "stage"));
            } else if (expression.isEmpty() && !isLanded) {
                log.add(DeclarationProblems.partitionColumnNotLanded(name, column), stage.place());
            }
            expression
                    .flatMap(v -> v.text(column + ": \"make_date(year, month, day)\""))
                    .ifPresent(text -> derived.put(column, text));
        }
        stage.refuseOthers();
        if (files.isEmpty() || format.isEmpty() || columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Landing(files.get(), format.get(), options, columns.get(), derived));
    }

    private static Optional<String> format(YamlValue value) {
        return value.text("format: csv")
                .flatMap(text -> FORMATS.contains(text)
                        ? Optional.of(text)
                        : value.refuse(DeclarationProblems.notOneOf("format", text, FORMATS)));
    }

    /** Keys of the user's own with their texts. */
    static Map<String, String> texts(YamlMapping mapping) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.all().forEach(v -> v.text(v.name() + ": value").ifPresent(text -> texts.put(v.name(), text)));
        return texts;
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    /** The columns of the staging table: those of the files, the derived ones, and what {@code stage} adds. */
    private static List<Column> stagedColumns(Landing landing, Partitioning partitioning) {
        List<Column> columns = new ArrayList<>(landing.columns());
        partitioning.dimensions().stream()
                .filter(dimension -> landing.derived().containsKey(dimension.column()))
                .map(dimension -> new Column(dimension.column(), typeOf(dimension)))
                .forEach(columns::add);
        columns.add(new Column(SourceDeclaration.FILE_COLUMN, "string"));
        columns.add(new Column(SourceDeclaration.LOADED_AT_COLUMN, "timestamp"));
        return columns;
    }

    private static String typeOf(Dimension dimension) {
        if (dimension instanceof TimeDimension time && time.format().isEmpty()) {
            return time.grid().grain() == Grain.HOUR ? "timestamp" : "date";
        }
        return "string";
    }
}
