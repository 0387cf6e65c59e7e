package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.data.DefaultRowBasedColumnarBatch;
import io.delta.kernel.engine.JsonHandler;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reads the commits of logs in one pass over their bytes: what is not asked for is skipped, and nothing is made of it. What
 * has other types than logs have goes to Kernel's own reader.
 */
final class QuickJson implements JsonHandler {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int BATCH = 1024;

    private final JsonHandler own;
    private final Configuration hadoop;

    QuickJson(JsonHandler own, Configuration hadoop) {
        this.own = own;
        this.hadoop = hadoop;
    }

    @Override
    public ColumnarBatch parseJson(ColumnVector texts, StructType schema, Optional<ColumnVector> selected) {
        return own.parseJson(texts, schema, selected);
    }

    @Override
    public CloseableIterator<ColumnarBatch> readJsonFiles(
            CloseableIterator<FileStatus> files, StructType schema, Optional<Predicate> predicate) throws IOException {
        return QuickRow.reads(schema) ? new Reading(files, schema) : own.readJsonFiles(files, schema, predicate);
    }

    @Override
    public void writeJsonFileAtomically(String file, CloseableIterator<Row> rows, boolean overwrite)
            throws IOException {
        own.writeJsonFileAtomically(file, rows, overwrite);
    }

    /** File after file, each in batches; a line without anything that is asked for is a row of nulls. */
    private final class Reading implements CloseableIterator<ColumnarBatch> {

        private final CloseableIterator<FileStatus> files;
        private final StructType schema;
        private final QuickRow.Reader reader;
        private Optional<JsonParser> current = Optional.empty();
        private List<Row> rows = List.of();
        /** The one that is read, for who is told that it cannot be. */
        private String file = "";

        Reading(CloseableIterator<FileStatus> files, StructType schema) {
            this.files = files;
            this.schema = schema;
            this.reader = new QuickRow.Reader(schema);
        }

        @Override
        public boolean hasNext() {
            try {
                while (rows.isEmpty()) {
                    if (current.isEmpty()) {
                        if (!files.hasNext()) {
                            return false;
                        }
                        file = files.next().getPath();
                        Path path = new Path(file);
                        InputStream bytes = path.getFileSystem(hadoop).open(path);
                        current = Optional.of(FACTORY.createParser(bytes));
                    }
                    rows = batch(current.get());
                    if (rows.size() < BATCH) {
                        closeCurrent();
                    }
                }
                return true;
            } catch (IOException e) {
                throw new KernelEngineException("read " + file, e);
            }
        }

        private List<Row> batch(JsonParser parser) throws IOException {
            List<Row> batch = new ArrayList<>();
            while (batch.size() < BATCH) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return batch;
                }
                batch.add(reader.row(parser));
            }
            return batch;
        }

        @Override
        public ColumnarBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ColumnarBatch batch = new DefaultRowBasedColumnarBatch(schema, rows);
            rows = List.of();
            return batch;
        }

        private void closeCurrent() throws IOException {
            if (current.isPresent()) {
                // With the stream, which it was not given to keep.
                current.get().close();
                current = Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                closeCurrent();
            } finally {
                files.close();
            }
        }
    }
}
