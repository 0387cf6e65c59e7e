package io.hindcast.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.spark.Dependency;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.DataSourceScanExec;
import org.apache.spark.sql.execution.ExternalRDDScanExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanExecBase;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;

/**
 * Everything that reads in a plan as it was carried out: stages that adaptive execution made, sub-queries, what was
 * reused or cached, and the RDDs that rows came from, with all they were made of.
 */
final class PlanScans {

    private final List<FileSourceScanExec> files = new ArrayList<>();
    private final List<InMemoryTableScanExec> kept = new ArrayList<>();
    private final List<SparkPlan> others = new ArrayList<>();
    private final List<RDD<?>> rdds = new ArrayList<>();
    private final Set<FileIndex> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private PlanScans() {}

    static PlanScans of(List<QueryExecution> queries) {
        PlanScans scans = new PlanScans();
        Deque<SparkPlan> open = new ArrayDeque<>();
        queries.forEach(query -> open.add(query.executedPlan()));
        scans.walk(open);
        int visible = scans.files.size();
        for (int i = 0; i < scans.kept.size(); i++) {
            // What was kept may itself read what was kept before.
            open.add(scans.kept.get(i).relation().cachedPlan());
            scans.walk(open);
        }
        scans.files
                .subList(visible, scans.files.size())
                .forEach(scan -> scans.hidden.add(scan.relation().location()));
        return scans;
    }

    private void walk(Deque<SparkPlan> open) {
        while (!open.isEmpty()) {
            SparkPlan plan = open.remove();
            if (seen.add(plan)) {
                look(plan);
                open.addAll(below(plan));
            }
        }
    }

    /** Scans of files. */
    List<FileSourceScanExec> files() {
        return files;
    }

    /** Whether files are read below something that was kept, of which the query above does not tell. */
    boolean isHidden(FileIndex location) {
        return hidden.contains(location);
    }

    /** Scans of sources of other kinds. */
    List<SparkPlan> others() {
        return others;
    }

    /** RDDs that read. */
    List<RDD<?>> rdds() {
        return rdds;
    }

    private void look(SparkPlan plan) {
        if (plan instanceof FileSourceScanExec scan) {
            files.add(scan);
        } else if (plan instanceof InMemoryTableScanExec cached) {
            kept.add(cached);
        } else if (plan instanceof DataSourceScanExec || plan instanceof DataSourceV2ScanExecBase || isHive(plan)) {
            others.add(plan);
        } else if (plan instanceof RDDScanExec scan) {
            follow(scan.rdd());
        } else if (plan instanceof ExternalRDDScanExec<?> scan) {
            follow(scan.rdd());
        }
    }

    /** By its name, for Spark need not come with Hive. */
    private static boolean isHive(SparkPlan plan) {
        return plan.getClass().getSimpleName().equals("HiveTableScanExec");
    }

    private static List<SparkPlan> below(SparkPlan plan) {
        List<SparkPlan> below = new ArrayList<>(Scala.list(plan.children()));
        below.addAll(Scala.list(plan.subqueries()));
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            below.add(adaptive.executedPlan());
        } else if (plan instanceof QueryStageExec stage) {
            below.add(stage.plan());
        } else if (plan instanceof ReusedExchangeExec reused) {
            below.add(reused.child());
        } else if (plan instanceof CommandResultExec command) {
            below.add(command.commandPhysicalPlan());
        }
        return below;
    }

    /** RDDs without parents read, except those of rows that were handed over by the driver. */
    private void follow(RDD<?> begin) {
        Deque<RDD<?>> open = new ArrayDeque<>(List.of(begin));
        while (!open.isEmpty()) {
            RDD<?> rdd = open.remove();
            if (!seen.add(rdd)) {
                continue;
            }
            List<Dependency<?>> parents = Scala.list(rdd.dependencies());
            if (parents.isEmpty()) {
                rdds.add(rdd);
            }
            parents.forEach(parent -> open.add(parent.rdd()));
        }
    }
}
