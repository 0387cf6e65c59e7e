package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Tuple2;

/**
 * The tables that one Spark session works with, and what is remembered of their files so that no step has to look for
 * them again. One per session; safe for use by many threads.
 */
public final class OpenTables {

    private final SparkSession session;
    private final InstantSource clock;
    private final Map<String, TableFiles> files = new ConcurrentHashMap<>();
    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

    /**
     * Nothing opened yet.
     *
     * @param spark the session that reads and writes
     * @param clock tells the time of removed files and transactions
     */
    public OpenTables(org.apache.spark.sql.SparkSession spark, InstantSource clock) {
        this.session = (SparkSession) spark;
        this.clock = clock;
        // What a run has pinned must stay readable for as long as the run takes; whether VACUUM has taken the files is
        // another question, which this setting does not answer.
        session.conf()
                .set("spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration", "false");
    }

    SparkSession session() {
        return session;
    }

    /** Settings for what reaches the store without Spark. */
    Configuration hadoop() {
        Configuration hadoop = session.sessionState().newHadoopConf();
        Map<String, String> settings = new HashMap<>();
        for (Tuple2<String, String> setting : session.sparkContext().conf().getAll()) {
            settings.put(setting._1(), setting._2());
        }
        LogStores.forKernel(settings).forEach(hadoop::set);
        return hadoop;
    }

    InstantSource clock() {
        return clock;
    }

    /** Makes the session the one of the calling thread, where Delta looks for it. */
    void activate() {
        org.apache.spark.sql.SparkSession.setActiveSession(session);
    }

    DeltaLog log(TableRef table) {
        return DeltaLog.forTable(session, new Path(table.path()));
    }

    /** Where a table lies: its path with the scheme and authority of its store. */
    public String place(TableRef table) {
        return log(table).dataPath().toString();
    }

    /** The newest version of a table; -1 when there is none. */
    public long version(TableRef table) {
        return newest(table).version();
    }

    Snapshot newest(TableRef table) {
        activate();
        return log(table).update(false, Scala.none(), Scala.none());
    }

    TableFiles files(TableRef table, DeltaLog log) {
        // The table's own id: a table that was dropped and made anew begins anew.
        String key = log.unsafeVolatileSnapshot().metadata().id() + ' ' + table.path() + ' ' + table.partitioning();
        return files.computeIfAbsent(key, k -> new TableFiles(log, table));
    }

    /** A table at a version; the newest is at hand, older ones are read once. */
    Snapshot snapshot(TableRef table, DeltaLog log, long version) {
        Snapshot known = log.unsafeVolatileSnapshot();
        if (known.version() < version) {
            known = log.update(false, Scala.none(), Scala.none());
        }
        if (known.version() == version) {
            return known;
        }
        if (known.version() < version) {
            throw Problems.raise(TableProblems.versionMissing(table.name(), table.path(), version, known.version()));
        }
        if (snapshots.size() > 200) {
            snapshots.clear();
        }
        return snapshots.computeIfAbsent(
                log.unsafeVolatileSnapshot().metadata().id() + ' ' + table.path() + '@' + version,
                key -> log.getSnapshotAt(version, Scala.none(), Scala.none(), false));
    }
}
