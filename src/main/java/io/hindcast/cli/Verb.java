package io.hindcast.cli;

import static io.hindcast.cli.Option.BEFORE;
import static io.hindcast.cli.Option.DRY_RUN;
import static io.hindcast.cli.Option.EXCEPT;
import static io.hindcast.cli.Option.EXPLAIN;
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
import static io.hindcast.cli.Option.SELECT;
import static io.hindcast.cli.Option.UNTIL;
import static io.hindcast.cli.Option.WAIT;
import static io.hindcast.cli.Option.YES;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The commands. A new one is a line here, and a {@link Command} behind it in {@link Main}. */
public enum Verb {
    RUN(
            "load what is new into staging, plan, and carry it out",
            Subject.NONE,
            "hindcast run jobs/flights --select 'daily_delays@2013-06-15..2013-06-17' --force",
            options(List.of(range(), request(), conduct(), EnumSet.of(NOW)))),
    PLAN(
            "say what run would do, and save it as a plan for apply",
            Subject.NONE,
            "hindcast plan jobs/flights --from 2013-06 --until 2013-08 --out /tmp/summer.json",
            options(List.of(range(), request(), EnumSet.of(NOW, EXPLAIN, OUT)))),
    APPLY(
            "carry out a saved plan, as long as it still holds",
            Subject.PLAN,
            "hindcast apply jobs/flights /tmp/summer.json",
            options(List.of(conduct()))),
    RESUME(
            "go on with a run that was stopped or has died",
            Subject.RUN,
            "hindcast resume jobs/flights",
            options(List.of(conduct()))),
    STATUS(
            "show the standing of every asset: fresh, missing, stale, waiting, quarantined, foreign",
            Subject.NONE,
            "hindcast status jobs/flights --from 2013-06",
            options(List.of(range(), EnumSet.of(NOW)))),
    WHY(
            "tell what a partition was built from, why it is (not) out of date, and what depends on it",
            Subject.PARTITION,
            "hindcast why jobs/flights daily_delays@2013-06-15",
            options(List.of(EnumSet.of(NOW)))),
    CHECK(
            "check declarations, jobs, schemas and mappings without touching data",
            Subject.NONE,
            "hindcast check jobs/flights",
            options(List.of(EnumSet.of(SELECT)))),
    STAGE(
            "load new landing files into the staging tables, each exactly once",
            Subject.NONE,
            "hindcast stage jobs/flights --select flights",
            options(List.of(EnumSet.of(SELECT, WAIT, REASON, DRY_RUN, NOW)))),
    REPAIR(
            "rebuild the ledger from the tables' own history",
            Subject.NONE,
            "hindcast repair jobs/flights --dry-run",
            options(List.of(EnumSet.of(SELECT, WAIT, REASON, DRY_RUN, YES))));

    private final String summary;
    private final Subject subject;
    private final String example;

    // The set is unmodifiable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Option> options;

    Verb(String summary, Subject subject, String example, Set<Option> options) {
        this.summary = summary;
        this.subject = subject;
        this.example = example;
        this.options = options;
    }

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

    String example() {
        return example;
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
        return EnumSet.of(PARALLEL, WAIT, REASON, DRY_RUN, YES, EXPLAIN);
    }

    private static Set<Option> options(List<Set<Option>> groups) {
        EnumSet<Option> all = EnumSet.of(JSON);
        groups.forEach(all::addAll);
        return Collections.unmodifiableSet(all);
    }
}
