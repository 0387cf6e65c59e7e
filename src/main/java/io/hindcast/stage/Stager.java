package io.hindcast.stage;

import io.hindcast.asset.Column;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.StagedBy;
import io.hindcast.delta.StagingAppend;
import io.hindcast.delta.StagingOutcome;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.problem.StageProblems;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads landing files into their sources. */
public final class Stager {

    private static final Logger LOG = LoggerFactory.getLogger(Stager.class);

    /** So many files go into one commit: few commits, and a bad file does not hold up very many others. */
    private static final int FILES_A_COMMIT = 200;

    private final SparkSession session;
    private final OpenTables tables;
    private final LandingFiles landing;
    private final InstantSource clock;
    private final StagedBy by;
    private volatile boolean stopped;

    /**
     * Loads for a run.
     *
     * @param by whose run it is
     */
    public Stager(SparkSession session, LandingFiles landing, InstantSource clock, StagedBy by) {
        this.by = by;
        this.session = session;
        this.tables = new OpenTables(session, clock);
        this.landing = landing;
        this.clock = clock;
    }

    /** Asks to stop, from any thread: what is not committed is not loaded, and {@link #load} ends with a problem. */
    public void stop() {
        stopped = true;
        session.sparkContext().cancelAllJobs();
    }

    private void requireGoingOn(SourceDeclaration source) {
        if (stopped) {
            throw Problems.raise(LedgerProblems.stoppedStaging(source.name()));
        }
    }

    /**
     * What was loaded into a source.
     *
     * @param version of the source after it
     */
    public record Loaded(String source, List<LandingFile> files, long rows, long version) {}

    /**
     * Loads files of a source. A file that another process loads meanwhile is left to it.
     *
     * @throws ProblemException when a row does not fit; nothing of that commit is loaded
     */
    public List<Loaded> load(SourceDeclaration source, List<LandingFile> files) {
        TableRef table = TableRef.of(source);
        StagingAppend.create(tables, table, source.columns());
        List<Loaded> loaded = new ArrayList<>();
        // What is loaded together has one moment, however many commits it takes.
        Instant now = clock.instant();
        for (int from = 0; from < files.size(); from += FILES_A_COMMIT) {
            List<LandingFile> group =
                    new ArrayList<>(files.subList(from, Math.min(files.size(), from + FILES_A_COMMIT)));
            loadGroup(source, table, group, now).ifPresent(loaded::add);
        }
        return loaded;
    }

    private Optional<Loaded> loadGroup(SourceDeclaration source, TableRef table, List<LandingFile> group, Instant now) {
        List<LandingFile> left = group;
        while (!left.isEmpty()) {
            requireGoingOn(source);
            List<LandingFile> files =
                    left.stream().map(file -> landing.marked(source, file)).toList();
            StagingOutcome outcome = append(source, table, files, now);
            Optional<Loaded> loaded = outcome.match(
                    done -> Optional.of(new Loaded(source.name(), files, done.rows(), done.version())),
                    already -> Optional.empty());
            if (loaded.isPresent()) {
                return loaded;
            }
            left = outcome.match(done -> List.<LandingFile>of(), already -> without(files, already));
        }
        return Optional.empty();
    }

    private static List<LandingFile> without(List<LandingFile> files, StagingOutcome.Already already) {
        return files.stream()
                .filter(file -> !already.files().contains(file.name()))
                .toList();
    }

    private StagingOutcome append(SourceDeclaration source, TableRef table, List<LandingFile> files, Instant now) {
        try {
            return StagingAppend.append(tables, table, files, rows(source, files, now), by.at(now));
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            requireGoingOn(source);
            // Spark's reader knows the file at most, never the line: whatever broke, look for rows that do not fit.
            LOG.info("loading into {} failed; looking for the row", source.name(), e);
            List<Problem> rows = new MalformedRows(session, landing, source).find(files);
            if (!rows.isEmpty()) {
                throw Problems.raiseAll(rows);
            }
            throw Problems.raise(
                    StageProblems.unreadable(
                            source.name(), files.stream().map(LandingFile::name).toList(), e),
                    e);
        }
    }

    private Dataset<Row> rows(SourceDeclaration source, List<LandingFile> files, Instant now) {
        SourceDeclaration.Landing declared =
                source.landing().orElseThrow(() -> new IllegalArgumentException(source.name() + " is not staged"));
        Map<String, String> names = new HashMap<>();
        List<String> paths = new ArrayList<>();
        for (LandingFile file : files) {
            String path = landing.path(file).toString();
            paths.add(path);
            names.put(file.name(), path);
        }
        Dataset<Row> rows = new LandingReader(session, declared).rows(paths);
        rows = rows.withColumn(SourceDeclaration.FILE_COLUMN, FileNames.relative(names));
        rows = rows.withColumn(SourceDeclaration.LOADED_AT_COLUMN, functions.lit(Timestamp.from(now)));
        for (Map.Entry<String, String> derived : declared.derived().entrySet()) {
            rows = rows.withColumn(derived.getKey(), present(derived.getKey(), derived.getValue()));
        }
        return rows.select(source.columns().stream()
                .map(Column::name)
                .map(name -> functions.col("`" + name + "`"))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** A row without a value for its partition would belong nowhere: it does not fit. */
    private static org.apache.spark.sql.Column present(String column, String expression) {
        org.apache.spark.sql.Column value = functions.expr(expression);
        return functions
                .when(value.isNull(), functions.raise_error(functions.lit(column + " is null in a landing file")))
                .otherwise(value);
    }
}
