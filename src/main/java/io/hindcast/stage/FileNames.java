package io.hindcast.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The column that tells of each row which landing file it came from. */
final class FileNames {

    private FileNames() {}

    /**
     * The name of the row's file.
     *
     * @param names name to path
     */
    static Column relative(Map<String, String> names) {
        List<Column> pairs = new ArrayList<>();
        names.forEach((name, path) -> {
            pairs.add(functions.lit(withoutScheme(new Path(path))));
            pairs.add(functions.lit(name));
        });
        // Spark tells the path with its scheme, which is written in more than one way for local files.
        Column path = functions.regexp_replace(functions.col("_metadata.file_path"), "^[A-Za-z0-9+.-]+:/*", "/");
        return functions.element_at(functions.map(pairs.toArray(Column[]::new)), path);
    }

    private static String withoutScheme(Path path) {
        return path.toUri().toString().replaceFirst("^[A-Za-z0-9+.-]+:/*", "/");
    }
}
