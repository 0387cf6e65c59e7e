package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Tells of jobs what their text and byte code tell; starts no session. */
public final class SparkJobInspector implements JobInspector {

    private final JarJobs jars;
    private final PurityLook purity;
    private final Analysis analysis = new Analysis();
    /** Jobs that were asked for their relations and not yet for their signature: each is parsed once. */
    private final Map<SqlJob, LogicalPlan> parsed = new ConcurrentHashMap<>();

    /**
     * An inspector of the jobs of one warehouse.
     *
     * @param jars the user's jars, absolute
     * @param purity looks for what keeps a job from being a pure function
     */
    public SparkJobInspector(List<String> jars, PurityLook purity) {
        this.jars = new JarJobs(jars);
        this.purity = purity;
    }

    @Override
    public SortedSet<String> relations(AssetDeclaration asset) {
        return asset.job()
                .match(
                        sql -> FixedSettings.within(() -> relationsOf(sql)),
                        java -> new TreeSet<>(asset.inputs().keySet()));
    }

    private SortedSet<String> relationsOf(SqlJob job) {
        LogicalPlan plan = SqlPlans.parse(job);
        parsed.put(job, plan);
        SortedSet<String> names = SqlPlans.relations(plan);
        names.removeIf(name -> name.equalsIgnoreCase(PartitionRelation.NAME));
        return names;
    }

    @Override
    public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
        return asset.job()
                .match(
                        sql -> FixedSettings.within(() -> ofSql(asset, sql, inputs)),
                        java -> ofJava(asset, java, inputs));
    }

    private JobSignature ofSql(AssetDeclaration asset, SqlJob job, Map<String, JobInput> inputs) {
        LogicalPlan plan = Optional.ofNullable(parsed.remove(job)).orElseGet(() -> SqlPlans.parse(job));
        Map<String, JobInput> relations = new TreeMap<>(inputs);
        relations.put(PartitionRelation.NAME, PartitionRelation.input(asset.partitioning(), declaredTypes(asset)));
        Map<String, List<Column>> columns = new TreeMap<>();
        relations.forEach((name, input) -> columns.put(name, input.columns()));
        Analysis.Analysed analysed = analysis.analyse(job, plan, columns);
        CanonicalForm form = CanonicalPlan.of(analysed.plan(), relations.keySet());
        Map<String, JobInput> reads = FirstScheme.read(analysed.plan(), inputs);
        String statement = FirstScheme.statement(job.text());
        CanonicalCode code = CanonicalCode.ofSql(asset, statement, form, reads);
        return new JobSignature(
                analysed.columns(),
                code.fingerprint(),
                Set.of(FirstScheme.fingerprint(FirstScheme.of(asset, "sql", statement, reads))),
                new JobParts(code.rows(), form.columnFingerprints(), form.lineage(names(asset, inputs)))
                        .shaped(RowShapes.of(analysed.plan())),
                code.text(),
                ColumnsRead.of(analysed.plan(), inputs.keySet()),
                purity.ofSql(job, analysed.plan(), relations));
    }

    /** Name in lower case to input. Its own other partitions have two names. */
    private static Map<String, String> names(AssetDeclaration asset, Map<String, JobInput> inputs) {
        Map<String, String> names = new TreeMap<>();
        inputs.keySet()
                .forEach(input ->
                        names.put(input.toLowerCase(Locale.ROOT), input.equals(asset.name()) ? Asset.SELF : input));
        return names;
    }

    @Override
    public void requireComputable(SourceDeclaration source) {
        source.landing()
                .ifPresent(landing -> new TreeMap<>(landing.derived())
                        .forEach((column, expression) -> new StageExpression(source, column, expression)
                                .require(analysis)
                                .ifPresent(problem -> {
                                    throw Problems.raise(
                                            problem.at(source.places().of("stage." + column)));
                                })));
    }

    private static Map<String, String> declaredTypes(AssetDeclaration asset) {
        Map<String, String> types = new TreeMap<>();
        asset.columns().forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    private JobSignature ofJava(AssetDeclaration asset, JavaJob job, Map<String, JobInput> inputs) {
        jars.require(job);
        if (asset.columns().isEmpty()) {
            throw Problems.raise(JobProblems.columnsNotDeclared(asset.name()).at(job.place()));
        }
        CanonicalCode code = CanonicalCode.ofJava(asset, jars.code(job), inputs);
        Map<String, String> columns = new TreeMap<>();
        // What a Java job computes a column from is not known: each column is the whole job.
        asset.columns().forEach(column -> columns.put(column.name(), code.fingerprint()));
        String first = FirstScheme.of(asset, "java", jars.codeOfFirstScheme(job), inputs);
        // Nor which columns it looks at.
        return new JobSignature(
                asset.columns(),
                code.fingerprint(),
                Set.of(FirstScheme.fingerprint(first)),
                new JobParts(code.rows(), columns, Lineage.unknown()),
                code.text(),
                Map.of(),
                purity.ofJava(job, jars.reached(job)));
    }
}
