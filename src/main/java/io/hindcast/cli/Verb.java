package io.hindcast.cli;

import static io.hindcast.cli.Option.AGAINST;
import static io.hindcast.cli.Option.BEFORE;
import static io.hindcast.cli.Option.DOT;
import static io.hindcast.cli.Option.DRY_RUN;
import static io.hindcast.cli.Option.EXCEPT;
import static io.hindcast.cli.Option.FORCE;
import static io.hindcast.cli.Option.FROM;
import static io.hindcast.cli.Option.JSON;
import static io.hindcast.cli.Option.MODE;
import static io.hindcast.cli.Option.NEWEST_FIRST;
import static io.hindcast.cli.Option.NOW;
import static io.hindcast.cli.Option.NO_DOWNSTREAM;
import static io.hindcast.cli.Option.OUT;
import static io.hindcast.cli.Option.PARALLEL;
import static io.hindcast.cli.Option.PARTITIONS;
import static io.hindcast.cli.Option.REASON;
import static io.hindcast.cli.Option.RESET;
import static io.hindcast.cli.Option.ROWS;
import static io.hindcast.cli.Option.SELECT;
import static io.hindcast.cli.Option.TOLERANCE;
import static io.hindcast.cli.Option.UNTIL;
import static io.hindcast.cli.Option.VERSIONS;
import static io.hindcast.cli.Option.YES;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands. A new one is a line here, and a {@link Command} behind it in {@link Main}. */
public enum Verb {
    RUN(
            "stage what is new, plan, and carry the plan out",
            Subject.NONE,
            options(List.of(range(), request(), conduct(), EnumSet.of(NOW, YES))),
            new Example("hindcast run jobs/flights", "the nightly load: does what is out of date, and nothing else"),
            new Example(
                    "hindcast run jobs/flights --select 'daily_delays@2013-06'",
                    "the days of June that are out of date, and what follows from them"),
            new Example(
                    "hindcast run jobs/flights --budget wall=2h,until=06:00 --yes",
                    "as much as is done by then; resume does the rest"),
            new Example(
                    "hindcast run jobs/flights --select delay_7d --force --dry-run",
                    "says what rewriting all of it would take, and changes nothing")),
    PLAN(
            "say what run would do, and save it as a plan for apply",
            Subject.NONE,
            options(List.of(
                    range(),
                    request(),
                    EnumSet.of(PARALLEL, REASON, NOW, Option.EXPLAIN, OUT, Option.ASSUME, Option.BUDGET, YES))),
            new Example("hindcast plan jobs/flights --explain", "every step, with its reasons"),
            new Example(
                    "hindcast plan jobs/flights --from 2013-06 --until 2013-08 --out s.json",
                    "a plan of the summer, to look at and then apply"),
            new Example(
                    "hindcast plan jobs/flights --assume fresh --assume 'data:flights@2013-06-15'",
                    "what one late day would cause; looks at no table")),
    APPLY(
            "carry out a saved plan, as long as it still holds",
            Subject.PLAN,
            options(List.of(conduct(), EnumSet.of(YES, Option.RESEAL, OUT, NOW))),
            new Example("hindcast apply jobs/flights p-20260131-142501-3f2a", "a plan by the name that plan gave it"),
            new Example("hindcast apply jobs/flights s.json --reason 'late files'", "a plan as a file"),
            new Example(
                    "hindcast apply jobs/flights s.json --reseal --out t.json",
                    "what the same request gives now, and how that differs; ends with 30 if it does")),
    RESUME(
            "go on with a run that was paused, stopped, or has died",
            Subject.RUN,
            options(List.of(conduct(), EnumSet.of(YES, Option.REPLAN))),
            new Example("hindcast resume jobs/flights", "the paused run, else the latest that did not come to its end"),
            new Example("hindcast resume jobs/flights --dry-run", "says what is left of it"),
            new Example(
                    "hindcast resume jobs/flights --replan",
                    "the same after its code or data changed: plans the rest of the request again")),
    CANCEL(
            "tell a run to end, on any machine, or close one whose driver is dead",
            Subject.TOLD,
            options(List.of()),
            new Example("hindcast cancel jobs/flights", "the run that is at work"),
            new Example("hindcast cancel jobs/flights r-20260131-142501-3f2a", "one of several")),
    PAUSE(
            "let a run start nothing more until resume, on any machine",
            Subject.TOLD,
            options(List.of()),
            new Example("hindcast pause jobs/flights", "the run that is at work"),
            new Example("hindcast pause jobs/flights r-20260131-142501-3f2a", "one of several")),
    LIMIT(
            "change how many steps a run does at once, while it goes on",
            Subject.TOLD,
            options(List.of(EnumSet.of(PARALLEL, Option.OF))),
            new Example("hindcast limit jobs/flights --parallel 2", "the run that is at work"),
            new Example(
                    "hindcast limit jobs/flights --parallel 1 --of daily_delays",
                    "one asset; with pool:crm what uses that pool of warehouse.yaml"),
            new Example("hindcast limit jobs/flights r-20260131-142501-3f2a --parallel 8", "one of several")),
    WAIT(
            "wait for the end of a run, and end with its exit code",
            Subject.TOLD,
            options(List.of(EnumSet.of(Option.TIMEOUT))),
            new Example("hindcast wait jobs/flights", "the run that is at work, else the latest"),
            new Example(
                    "hindcast wait jobs/flights r-20260131-142501-3f2a --timeout 2h",
                    "a run by its name, and no longer than two hours")),
    STATUS(
            "show the standing of every asset: what is fresh, missing, stale, ...",
            Subject.NONE,
            options(List.of(range(), EnumSet.of(NOW))),
            new Example("hindcast status jobs/flights", "all assets, a bar for each"),
            new Example("hindcast status jobs/flights --select delay_7d --from 2013-06", "one asset from June on")),
    WHY(
            "tell what partitions were built from and why they are out of date",
            Subject.RANGE,
            options(List.of(EnumSet.of(NOW))),
            new Example("hindcast why jobs/flights daily_delays@2013-06-15", "one day"),
            new Example(
                    "hindcast why jobs/flights daily_delays@2013-06",
                    "a month of days, those together of which the same is to say"),
            new Example("hindcast why jobs/flights carrier_month", "all of an asset")),
    HISTORY(
            "tell what happened: runs, or all events of an asset, newest first",
            Subject.HISTORY,
            options(List.of(EnumSet.of(Option.LIMIT))),
            new Example("hindcast history jobs/flights", "the latest runs: who asked for what, and what came of it"),
            new Example("hindcast history jobs/flights daily_delays", "all that happened to one asset"),
            new Example(
                    "hindcast history jobs/flights daily_delays@2013-06-15 --limit 5",
                    "the latest five events that concern one day")),
    SHOW(
            "tell of one run its plan, what became of each step, and every error",
            Subject.RUN,
            options(List.of()),
            new Example("hindcast show jobs/flights", "the latest run that did not come to its end, else the latest"),
            new Example("hindcast show jobs/flights r-20260131-142501-3f2a", "a run by the name that history gives")),
    GRAPH(
            "show which asset reads which, and what of it",
            Subject.NONE,
            options(List.of(EnumSet.of(SELECT, DOT))),
            new Example("hindcast graph jobs/flights", "all assets, each after what it reads"),
            new Example("hindcast graph jobs/flights --select '+delay_7d'", "one asset and all that leads to it"),
            new Example("hindcast graph jobs/flights --dot", "the same for Graphviz")),
    TRY(
            "show the rows that a run would give one partition; writes nothing",
            Subject.PARTITION,
            options(List.of(EnumSet.of(ROWS))),
            new Example("hindcast try jobs/flights daily_delays@2013-06-15", "one day, held against what is there"),
            new Example(
                    "hindcast try jobs/flights carrier_month@2013-06 --rows 100", "a month, with more of its rows")),
    TEST(
            "run the tests of the jobs: given rows in, expected rows out",
            Subject.NONE,
            options(List.of(EnumSet.of(SELECT))),
            new Example("hindcast test jobs/flights", "every test in jobs/flights/tests; no table is read or written"),
            new Example("hindcast test jobs/flights --select delay_7d", "the tests of one job")),
    DIFF(
            "show how rows differ: before and after a run, by version, by root",
            Subject.COMPARED,
            options(List.of(range(), EnumSet.of(NOW, VERSIONS, AGAINST, TOLERANCE, Option.IGNORE, Option.HTML, ROWS))),
            new Example("hindcast diff jobs/flights", "what the latest run changed; ends with 3 if it did"),
            new Example("hindcast diff jobs/flights --select daily_delays --versions 3..5", "two versions of an asset"),
            new Example(
                    "hindcast diff jobs/flights --against /lake/flights-next --html d.html",
                    "what would change if readers went to another root")),
    VERIFY(
            "compute partitions again, and compare with what is recorded",
            Subject.NONE,
            options(List.of(
                    range(),
                    EnumSet.of(
                            Option.ALL,
                            Option.SAMPLE,
                            Option.SEED,
                            Option.BUDGET,
                            Option.FROM_SCRATCH,
                            Option.INTO,
                            PARALLEL,
                            REASON,
                            NOW))),
            new Example("hindcast verify jobs/flights", "one in a hundred, those verified longest ago first"),
            new Example("hindcast verify jobs/flights --select daily_delays@2013-06", "the days of June"),
            new Example(
                    "hindcast verify jobs/flights --all --from-scratch",
                    "builds everything again from staging alone, elsewhere, and compares")),
    EXPLAIN(
            "tell what the code of an error means and what to do about it",
            Subject.CODE,
            options(List.of()),
            new Example("hindcast explain HC-320", "one code"),
            new Example("hindcast explain HC-320 --json", "the same as JSON")),
    CHECK(
            "check declarations, jobs, schemas and mappings; touches no data",
            Subject.NONE,
            options(List.of(EnumSet.of(SELECT, AGAINST, Option.ASSUME, NOW))),
            new Example("hindcast check jobs/flights", "everything, with every problem at once"),
            new Example("hindcast check jobs/flights --select delay_7d", "one asset and what it reads"),
            new Example(
                    "hindcast check jobs/flights --against origin/main",
                    "in a pull request: what merging would have to rebuild")),
    STAGE(
            "load new landing files into the staging tables, each exactly once",
            Subject.NONE,
            options(List.of(EnumSet.of(SELECT, Option.WAIT, REASON, DRY_RUN))),
            new Example("hindcast stage jobs/flights", "all sources"),
            new Example("hindcast stage jobs/flights --select flights --dry-run", "names the new files of one source")),
    ACCEPT(
            "take partitions that others wrote for built by today's jobs",
            Subject.NONE,
            options(List.of(range(), EnumSet.of(Option.WAIT, REASON, DRY_RUN, NOW))),
            new Example(
                    "hindcast accept jobs/flights --select 'daily_delays@2013-06' --dry-run",
                    "which days of June others wrote, and why the rest is left out"),
            new Example(
                    "hindcast accept jobs/flights --select daily_delays --reason 'as it was'",
                    "from now on they count as built, from the inputs as they are now")),
    EXPIRE(
            "drop partitions that are older than retain of their asset says",
            Subject.NONE,
            options(List.of(range(), EnumSet.of(Option.WAIT, REASON, DRY_RUN, YES, NOW, Option.VACUUM))),
            new Example(
                    "hindcast expire jobs/flights --dry-run", "what is older than it is kept, and who reads it still"),
            new Example(
                    "hindcast expire jobs/flights --yes --vacuum", "drops it, and frees what was dropped long ago")),
    REPAIR(
            "rebuild the ledger from the tables' own history",
            Subject.NONE,
            options(List.of(EnumSet.of(Option.WAIT, REASON, DRY_RUN))),
            new Example("hindcast repair jobs/flights --dry-run", "says what the ledger lacks"),
            new Example("hindcast repair jobs/flights", "writes it"));

    /** What {@code --select} of a command names, where it is not what {@link Option} says. */
    private static final Map<Verb, String> SELECTED = Map.of(
            ACCEPT, "assets: asset[@SET] or tag:x, blank-separated, or '*' for all; must be there, may be repeated",
            EXPIRE, "assets: asset[@SET] or tag:x, blank-separated, whose old partitions are dropped; may be repeated",
            DIFF, "assets: asset[@SET] or tag:x, blank-separated; may be repeated",
            CHECK, "assets or tag:x, blank-separated, with all they read; may be repeated",
            TEST, "assets or tag:x, blank-separated, whose tests are run; may be repeated",
            STAGE, "sources, blank-separated; may be repeated",
            GRAPH, "assets: [+]asset[+] or tag:x, blank-separated; may be repeated");

    private final String summary;
    private final Subject subject;

    // The list is unmodifiable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Example> examples;

    // The set is unmodifiable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Option> options;

    Verb(String summary, Subject subject, Set<Option> options, Example... examples) {
        this.summary = summary;
        this.subject = subject;
        this.options = options;
        this.examples = List.of(examples);
    }

    /**
     * A command line that teaches.
     *
     * @param line as it is typed
     * @param does what comes of it
     */
    record Example(String line, String does) {}

    static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String summary() {
        return summary;
    }

    Subject subject() {
        return subject;
    }

    /** The simplest command line. */
    String example() {
        return examples.get(0).line();
    }

    List<Example> examples() {
        return examples;
    }

    /** What an option means for it. */
    String text(Option option) {
        if (this == DIFF && option == ROWS) {
            return "how many rows of each kind are shown; 5 unless said";
        }
        if (this == CHECK && option == AGAINST) {
            return "also what changes if these declarations replace those of a commit: a branch, a tag, an id";
        }
        if (this == CHECK && option == Option.ASSUME) {
            return "fresh: tell it as if the commit had built everything; no table is looked at";
        }
        if (this == VERIFY && option == Option.BUDGET) {
            return "stop between two batches when this is used up: partitions=500,bytes=9GB,wall=10m,until=06:00, or some of them";
        }
        return option == SELECT ? SELECTED.getOrDefault(this, option.text()) : option.text();
    }

    /** What the value of an option is called; empty for one without. */
    String valueName(Option option) {
        return this == CHECK && option == AGAINST ? "GIT_REF" : option.valueName();
    }

    /** The options that mean something for it. */
    Set<Option> options() {
        return options;
    }

    /** Which assets and partitions are meant. */
    private static Set<Option> range() {
        return EnumSet.of(SELECT, PARTITIONS, FROM, UNTIL, BEFORE, EXCEPT);
    }

    /** What is to be done with them. */
    private static Set<Option> request() {
        return EnumSet.of(MODE, FORCE, RESET, NO_DOWNSTREAM, NEWEST_FIRST);
    }

    /** How a run goes about its work. */
    private static Set<Option> conduct() {
        return EnumSet.of(PARALLEL, Option.NICE, Option.WAIT, REASON, DRY_RUN, Option.EXPLAIN, Option.BUDGET);
    }

    private static Set<Option> options(List<Set<Option>> groups) {
        EnumSet<Option> all = EnumSet.of(JSON);
        groups.forEach(all::addAll);
        return Collections.unmodifiableSet(all);
    }
}
