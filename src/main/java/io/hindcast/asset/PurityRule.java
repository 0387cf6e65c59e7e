package io.hindcast.asset;

import io.hindcast.problem.Problem;
import io.hindcast.problem.PurityProblems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The ways in which a job can fail to be a pure function of its inputs, as a look at its code can tell them. The word of a
 * rule, under {@code allows:}, is what an author writes who means it.
 */
public enum PurityRule {
    /** Numbers, ids and orders drawn by chance. */
    RANDOM(
            Severity.ERROR,
            Kind.NOT_OF_INPUTS,
            "it is drawn anew whenever it is computed, with a seed too: which row gets which value follows the tasks",
            "compute the value from columns of the row, such as xxhash64(id) or sha2(id, 256)"),

    /** The time at which the job runs. */
    CLOCK(
            Severity.ERROR,
            Kind.NOT_OF_INPUTS,
            "it is the time at which the job runs, and a rebuild runs at another",
            "take the time from the partition: FROM partitions p JOIN … and p.from or p.until"),

    /** User, catalog, time zone, environment: what the process is, not what it reads. */
    SESSION(
            Severity.ERROR,
            Kind.NOT_OF_INPUTS,
            "it is told by the process that runs the job, and another process tells another",
            "write the value into the job, or read it from an input or from settings:"),

    /** Names of files, numbers of tasks and rows. */
    PHYSICAL(
            Severity.ERROR,
            Kind.NOT_OF_INPUTS,
            "it tells how files and tasks were cut, which changes with each compaction and with the parallelism",
            "compute it from columns: xxhash64(id) for an id, row_number() OVER (ORDER BY a key) for a number;"
                    + " staging keeps the name of a landing file in _file"),

    /** A part of the rows chosen by chance. */
    SAMPLE(
            Severity.ERROR,
            Kind.NOT_OF_INPUTS,
            "which rows are taken follows how files and tasks were cut, with a seed too",
            "choose by a hash of a key: WHERE pmod(xxhash64(id), 100) < 10"),

    /** Some rows out of many, in no order. */
    LIMIT(
            Severity.ERROR,
            Kind.ORDER,
            "the rows have no order, so which of them are taken is left to chance",
            "order them by columns that tell any two rows apart: ORDER BY amount DESC, id LIMIT 10"),

    /** Some rows out of many, in an order with ties. */
    LIMIT_TIES(
            Severity.WARNING,
            Kind.ORDER,
            "rows may be equal in what they are ordered by, and which of them is taken is left to chance",
            "add columns to ORDER BY until a key is among them: ORDER BY amount DESC, id. Known keys are checks: {unique:"
                    + " …} of an input, GROUP BY and DISTINCT"),

    /** A list or text of many rows, in no order. */
    LIST_ORDER(
            Severity.ERROR,
            Kind.ORDER,
            "the elements stand in the order in which tasks delivered them",
            "sort them: sort_array(collect_list(x)), or listagg(x, ',') WITHIN GROUP (ORDER BY x)"),

    /** The value of any row of a group. */
    ANY_ROW(
            Severity.WARNING,
            Kind.ORDER,
            "the rows of a group have no order, so where they differ in it the value of any of them is taken",
            "take max(x) or min(x); or that of a certain row: max_by(x, struct(t, x)); or add the column to GROUP BY"),

    /** A choice or a place among rows that may be equal in the order. */
    TIES(
            Severity.WARNING,
            Kind.ORDER,
            "rows may be equal in what they are ordered by, and which of them comes first is left to chance",
            "order by columns that tell any two rows apart: ORDER BY t, id; max_by(x, struct(t, x)); mode(x, true)."
                    + " Known keys are checks: {unique: …} of an input, GROUP BY and DISTINCT"),

    /** One of several texts that are equal under a collation and yet not the same. */
    COLLATION(
            Severity.WARNING,
            Kind.ORDER,
            "texts that are equal under the collation need not be the same, and which of them stands for all is left to"
                    + " chance",
            "group by one spelling: lower(x); or show a certain one: max(x COLLATE UTF8_BINARY)"),

    /** Sums of floating numbers. */
    FLOATING_SUM(
            Severity.WARNING,
            Kind.INEXACT,
            "floating numbers are added in the order in which tasks deliver them, and each order rounds otherwise",
            "add decimals: sum(CAST(x AS DECIMAL(18, 4)))"),

    /** Approximations whose result depends on how rows were cut and merged. */
    APPROXIMATE(
            Severity.WARNING,
            Kind.INEXACT,
            "the approximation depends on how rows were cut over tasks and in which order they were merged",
            "compute it exactly: percentile(x, 0.9), percentile_disc(0.9) WITHIN GROUP (ORDER BY x), count(DISTINCT x)."
                    + " approx_count_distinct is repeatable"),

    /** Code that the plan cannot look into. */
    UDF(
            Severity.WARNING,
            Kind.OUTSIDE,
            "nothing says that the function gives the same for the same: its calls are looked at, its logic is not",
            "write it with functions of Spark SQL"),

    /** Code that is called by a name that is only known when it runs. */
    REFLECTION(
            Severity.WARNING,
            Kind.OUTSIDE,
            "what is called is only known when it runs, so it cannot be looked at",
            "call the method itself"),

    /** Reads of what is no input. */
    OUTSIDE_READ(
            Severity.ERROR,
            Kind.OUTSIDE,
            "what it reads is no declared input: it is pinned to no version, and its changes make nothing out of date",
            "declare what is read under sources: in warehouse.yaml and under inputs:, and read it with input(name)"),

    /** Writes of any kind. */
    WRITE(
            Severity.ERROR,
            Kind.OUTSIDE,
            "a job may be computed twice, in part, or never committed, and each time it would have written",
            "give rows back alone: Hindcast writes them; a second table is an asset of its own"),

    /** Spark jobs that are run while the rows are only being described. */
    ACTION(
            Severity.WARNING,
            Kind.OUTSIDE,
            "it runs a Spark job inside the job, over the partitions of this batch, so that the rows may depend on the cut"
                    + " of batches",
            "describe it as a part of the rows: a join with an aggregate instead of a number that was fetched");

    /** What is found in code alone, whatever the plan of the rows says. */
    static final Set<PurityRule> OF_CODE = Set.of(REFLECTION, OUTSIDE_READ, WRITE, ACTION);

    /** What a finding does. */
    public enum Severity {
        /** Breaks rebuilding for sure: nothing runs until it is changed or allowed. */
        ERROR,
        /** Breaks rebuilding where the data are so, with ties or rounding. */
        WARNING;

        /** As shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which problem a finding is. */
    private enum Kind {
        NOT_OF_INPUTS,
        ORDER,
        INEXACT,
        OUTSIDE
    }

    private final Severity severity;
    private final Kind kind;
    private final String why;
    private final String wayOut;

    PurityRule(Severity severity, Kind kind, String why, String wayOut) {
        this.severity = severity;
        this.kind = kind;
        this.why = why;
        this.wayOut = wayOut;
    }

    /** Its name in a declaration, such as {@code floating_sum}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of a word. */
    public static Optional<PurityRule> of(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }

    /** All words, in the order of the rules. */
    public static List<String> words() {
        return Arrays.stream(values()).map(PurityRule::word).toList();
    }

    /** What a finding of it does unless it is allowed. */
    public Severity severity() {
        return severity;
    }

    /** Why it breaks rebuilding. */
    public String why() {
        return why;
    }

    /** A pure way to write it. */
    public String wayOut() {
        return wayOut;
    }

    /** A finding of it as a problem, without its place. */
    Problem problem(String expression) {
        String way = wayOut + "; if it is right here, say why: allows: {" + word() + ": \"…\"}";
        return switch (kind) {
            case NOT_OF_INPUTS -> PurityProblems.notOfInputs(expression, why, way);
            case ORDER -> PurityProblems.orderDependent(expression, why, way);
            case INEXACT -> PurityProblems.inexact(expression, why, way);
            case OUTSIDE -> PurityProblems.reachesOutside(expression, why, way);
        };
    }
}
