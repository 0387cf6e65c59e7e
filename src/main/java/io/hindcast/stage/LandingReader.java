package io.hindcast.stage;

import io.hindcast.asset.Column;
import io.hindcast.asset.SourceDeclaration;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Reads landing files as they are declared; a value that does not fit is an error, never a null. */
final class LandingReader {

    private final SparkSession session;
    private final SourceDeclaration.Landing landing;

    LandingReader(SparkSession session, SourceDeclaration.Landing landing) {
        this.session = session;
        this.landing = landing;
    }

    Dataset<Row> rows(List<String> paths) {
        DataFrameReader reader =
                session.read().format(landing.format()).schema(schema()).option("mode", "FAILFAST");
        if (isCsv()) {
            // Columns go by position: a header that says otherwise must not pass.
            reader = reader.option("header", "true").option("enforceSchema", "false");
        }
        return reader.options(landing.options())
                .load(paths.stream().map(LandingReader::literal).toArray(String[]::new));
    }

    /** A path that Spark does not take for a pattern: names of landing files may hold its signs. */
    static String literal(String path) {
        return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
    }

    boolean isCsv() {
        return landing.format().equals("csv");
    }

    boolean hasHeader() {
        return isCsv() && !"false".equalsIgnoreCase(landing.options().getOrDefault("header", "true"));
    }

    StructType schema() {
        StructType schema = new StructType();
        for (Column column : landing.columns()) {
            schema = schema.add(column.name(), DataType.fromDDL(column.type()));
        }
        return schema;
    }
}
