package io.hindcast.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Column;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Problems;
import io.hindcast.problem.WriteProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import scala.Option;

/**
 * Adds landing files to a source, each exactly once: the commit that brings the rows also says, by one transaction id
 * per file, that the file is loaded, and every other loader looks these ids up before it commits.
 */
public final class StagingAppend {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** More files than this are not named in the history once more: the transaction ids name them. */
    private static final int NAMED = 200;

    private final OpenTables tables;
    private final TableRef source;
    private final StagedBy by;

    private StagingAppend(OpenTables tables, TableRef source, StagedBy by) {
        this.tables = tables;
        this.source = source;
        this.by = by;
    }

    /**
     * Creates a source where there is none: append-only, with long retention.
     *
     * @param columns of the table in order, the partition columns among them
     * @throws io.hindcast.problem.ProblemException when the columns do not fit
     */
    public static void create(OpenTables tables, TableRef source, List<Column> columns) {
        Schemas.require(source, columns);
        if (tables.version(source) < 0) {
            new TableCreation(tables, source, columns, TableProperties.source(), "source/schema")
                    .apply(new SchemaChange.Create());
        }
    }

    /**
     * Loads files in one commit.
     *
     * @param source a table that {@link #create} made
     * @param files all the files that the rows come from
     * @param rows with the table's columns in any order
     * @throws io.hindcast.problem.ProblemException when a file was loaded with another length, or when columns do not
     *     fit
     */
    public static StagingOutcome append(
            OpenTables tables, TableRef source, List<LandingFile> files, Dataset<Row> rows, StagedBy by) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no files to load into " + source.name());
        }
        return new StagingAppend(tables, source, by).append(files, rows);
    }

    private StagingOutcome append(List<LandingFile> files, Dataset<Row> rows) {
        tables.activate();
        DeltaLog log = tables.log(source);
        OptimisticTransaction transaction = log.startTransaction(Scala.none(), Scala.none());
        Set<String> already = loaded(transaction, files);
        if (!already.isEmpty()) {
            return new StagingOutcome.Already(already);
        }
        Dataset<Row> conformed = Conformed.rows(rows, transaction.metadata().schema(), source.name());
        List<String> partitionColumns = Scala.list(transaction.metadata().partitionColumns());
        Object[] columns = partitionColumns.stream()
                .map(name -> functions.col(Literals.column(name)))
                .toArray(org.apache.spark.sql.Column[]::new);
        List<AddFile> added = new ArrayList<>();
        Scala.list(transaction.writeFiles(conformed.hint("rebalance", columns)))
                .forEach(file -> added.add((AddFile) file));
        return commit(log, transaction, files, added);
    }

    /** The files that are loaded already. Looking an id up makes this transaction fail when another one writes it. */
    private Set<String> loaded(OptimisticTransaction transaction, List<LandingFile> files) {
        Set<String> already = new TreeSet<>();
        for (LandingFile file : files) {
            long length = transaction.txnVersion(application(file));
            if (length >= 0 && length != file.length()) {
                throw Problems.raise(
                        WriteProblems.landingFileChanged(source.name(), file.name(), length, file.length()));
            }
            if (length >= 0) {
                already.add(file.name());
            }
        }
        return already;
    }

    private static String application(LandingFile file) {
        return LoadedFiles.APPLICATION + file.name();
    }

    private StagingOutcome commit(
            DeltaLog log, OptimisticTransaction transaction, List<LandingFile> files, List<AddFile> added) {
        List<Action> actions = new ArrayList<>();
        for (LandingFile file : files) {
            actions.add(told(application(file), file.length()));
            file.mark().ifPresent(mark -> {
                actions.add(told(LoadedFiles.MODIFIED + file.name(), mark.modified()));
                actions.add(told(LoadedFiles.CHECKSUM + file.name(), mark.checksum()));
            });
        }
        actions.addAll(added);
        try {
            long version = transaction.commit(
                    Scala.seq(actions),
                    Commits.append(
                            Scala.list(transaction.metadata().partitionColumns()), metadata(files, loaded(0, added))));
            return loaded(version, added);
        } catch (Exception e) {
            return afterFailure(log, transaction, files, added, e);
        }
    }

    private SetTransaction told(String application, long value) {
        return new SetTransaction(
                application, value, Option.apply(tables.clock().millis()));
    }

    private static StagingOutcome.Loaded loaded(long version, List<AddFile> added) {
        long rows = 0;
        long bytes = 0;
        for (AddFile file : added) {
            rows += file.numLogicalRecords().isEmpty()
                    ? 0
                    : (Long) file.numLogicalRecords().get();
            bytes += file.size();
        }
        return new StagingOutcome.Loaded(version, rows, bytes);
    }

    /**
     * Ours is in the log: loaded. Another's is there: ours is deleted. Neither: nobody can tell whether ours will still
     * appear, so the files stay and the error goes on; the next loader looks again.
     */
    private StagingOutcome afterFailure(
            DeltaLog log,
            OptimisticTransaction transaction,
            List<LandingFile> files,
            List<AddFile> added,
            Exception cause) {
        Snapshot now = log.update(false, Scala.none(), Scala.none());
        TableFiles known = tables.files(source, log);
        known.at(now, Optional.empty());
        Set<String> already = new TreeSet<>();
        for (TableChange change : known.changesAfter(transaction.readVersion(), now.version())) {
            boolean ours = change.added().stream()
                    .anyMatch(file ->
                            !added.isEmpty() && file.path().equals(added.get(0).path()));
            for (LandingFile file : files) {
                if (change.applications().contains(application(file))) {
                    already.add(file.name());
                }
            }
            if (ours) {
                return loaded(change.version(), added);
            }
        }
        if (!already.isEmpty()) {
            FileBin.delete(log, added);
            return new StagingOutcome.Already(already);
        }
        throw Failures.unchecked(cause);
    }

    /** All that the ledger keeps of it, so that a lost ledger can be made again: see {@link StagedCommits}. */
    private String metadata(List<LandingFile> files, StagingOutcome.Loaded loaded) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("format", 1)
                .put("event", StagedCommits.EVENT)
                .put("at", tables.clock().millis())
                .put("run", by.run())
                .put("actor", by.actor())
                .put("rows", loaded.rows());
        by.loadedAt().ifPresent(loadedAt -> json.put(StagedCommits.LOADED_AT, loadedAt.toString()));
        if (files.size() <= NAMED) {
            ObjectNode named = json.putObject("files");
            files.forEach(file -> named.put(file.name(), file.length()));
        } else {
            json.put("count", files.size())
                    .put("bytes", files.stream().mapToLong(LandingFile::length).sum());
        }
        return json.toString();
    }
}
