package io.hindcast.stage;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.StageProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Looks through landing files again, line by line, for rows that do not fit their declaration. */
final class MalformedRows {

    private static final String LINE = "_hindcast_line";
    private static final String TEXT = "_hindcast_text";
    private static final String ROW = "_hindcast_row";
    private static final String CELLS = "_hindcast_cells";
    private static final String CORRUPT = "_hindcast_corrupt";

    /** So many bad rows are shown at once. */
    private static final int SHOWN = 5;

    private final SparkSession session;
    private final LandingFiles files;
    private final SourceDeclaration source;
    private final SourceDeclaration.Landing landing;
    private final LandingReader reader;

    MalformedRows(SparkSession session, LandingFiles files, SourceDeclaration source) {
        // Without ANSI mode a value that does not fit becomes null here, where it can be seen row by row.
        this.session = session.newSession();
        this.session.conf().set("spark.sql.ansi.enabled", "false");
        this.files = files;
        this.source = source;
        this.landing =
                source.landing().orElseThrow(() -> new IllegalArgumentException(source.name() + " is not staged"));
        this.reader = new LandingReader(this.session, landing);
    }

    /** The first bad rows, as problems with file and line; none when the format has no lines. */
    List<Problem> find(List<LandingFile> candidates) {
        List<Problem> problems = new ArrayList<>();
        boolean hasLines = reader.isCsv() || landing.format().equals("json");
        for (LandingFile file : candidates) {
            if (hasLines && problems.size() < SHOWN) {
                problems.addAll(in(file, SHOWN - problems.size()));
            }
        }
        return problems;
    }

    private List<Problem> in(LandingFile file, int most) {
        Dataset<Row> lines = lines(files.path(file).toString());
        List<Problem> problems = new ArrayList<>(header(file, lines));
        if (!problems.isEmpty()) {
            return problems;
        }
        StructType schema = reader.schema().add(CORRUPT, DataTypes.StringType);
        Map<String, String> options = new HashMap<>(landing.options());
        options.put("mode", "PERMISSIVE");
        options.put("columnNameOfCorruptRecord", CORRUPT);
        options.remove("header");
        Dataset<Row> rows = lines.where(functions
                        .col(LINE)
                        .gt(reader.hasHeader() ? 1 : 0)
                        .and(functions
                                .length(functions.trim(functions.col(TEXT)))
                                .gt(0)))
                .withColumn(ROW, parsed(schema, options))
                .withColumn(CELLS, cells(options));
        List<Column> wrongs = new ArrayList<>();
        wrongs.add(functions.col(ROW + "." + CORRUPT).isNotNull());
        Dataset<Row> flat = rows.select(
                functions.col(LINE),
                functions.col(TEXT),
                functions.col(ROW),
                functions.col(CELLS),
                functions.col(ROW + ".*"));
        landing.derived()
                .values()
                .forEach(expression -> wrongs.add(functions.expr(expression).isNull()));
        Column wrong = wrongs.stream().reduce(Column::or).orElseThrow();
        for (Row row : flat.where(wrong).orderBy(LINE).limit(most).collectAsList()) {
            long line = row.getLong(0);
            problems.add(StageProblems.malformedRow(source.name(), row.getString(1), wrongCells(row), expected())
                    .at(Place.of(file.name(), Math.toIntExact(line))));
        }
        return problems;
    }

    /** The cells of a row as they are written. */
    private Column cells(Map<String, String> options) {
        StructType texts = new StructType();
        for (String name : reader.schema().fieldNames()) {
            texts = texts.add(name, DataTypes.StringType);
        }
        Map<String, String> plain = new HashMap<>(options);
        plain.remove("columnNameOfCorruptRecord");
        return parsed(texts, plain);
    }

    private Column parsed(StructType schema, Map<String, String> options) {
        return reader.isCsv()
                ? functions.from_csv(functions.col(TEXT), functions.lit(schema.toDDL()), options)
                : functions.from_json(functions.col(TEXT), schema, options);
    }

    /** Cells that hold something of which nothing became; none when the row as a whole is no row. */
    private List<String> wrongCells(Row row) {
        Row values = row.getStruct(2);
        Row texts = row.getStruct(3);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; values != null && texts != null && i < texts.size(); i++) {
            if (values.isNullAt(i) && !texts.isNullAt(i)) {
                io.hindcast.asset.Column column = landing.columns().get(i);
                wrong.add(column.name() + " is '" + texts.getString(i) + "', which is no " + column.type());
            }
        }
        return wrong;
    }

    private List<Problem> header(LandingFile file, Dataset<Row> lines) {
        if (!reader.hasHeader()) {
            return List.of();
        }
        List<Row> first = lines.where(functions.col(LINE).equalTo(1)).collectAsList();
        String separator =
                landing.options().getOrDefault("sep", landing.options().getOrDefault("delimiter", ","));
        String expected = String.join(
                separator, landing.columns().stream().map(c -> c.name()).toList());
        String actual = first.isEmpty() ? "" : first.get(0).getString(1);
        boolean same = actual.replace("\"", "").strip().equalsIgnoreCase(expected);
        return same
                ? List.of()
                : List.of(StageProblems.otherHeader(source.name(), actual, expected)
                        .at(Place.of(file.name(), 1)));
    }

    private String expected() {
        return String.join(
                ", ", landing.columns().stream().map(Object::toString).toList());
    }

    /** The lines of a file with their numbers, counted from one. */
    private Dataset<Row> lines(String path) {
        JavaRDD<Row> numbered = session.read()
                .textFile(LandingReader.literal(path))
                .javaRDD()
                .zipWithIndex()
                .map(line -> RowFactory.create(line._2() + 1, line._1()));
        return session.createDataFrame(
                numbered, new StructType().add(LINE, DataTypes.LongType).add(TEXT, DataTypes.StringType));
    }
}
