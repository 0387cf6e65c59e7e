package io.hindcast.cli;

import java.util.Arrays;
import java.util.Optional;

/** Every option of the command line. Which command takes which stands in {@link Verb}. */
public enum Option {
    SELECT(
            "select",
            "TERMS",
            "assets: [+]asset[@SET][+] or tag:x, blank-separated; + takes along what they read, or what reads them; may be repeated"),
    PARTITIONS("partitions", "SET", "partitions, for example 2013-01-01..2013-01-31,2013-02-03"),
    FROM("from", "PARTITION", "from this partition on"),
    UNTIL("until", "PARTITION", "up to this partition, inclusive"),
    BEFORE("before", "INSTANT", "up to this instant, exclusive, for example 2013-02-01T00:00:00Z"),
    EXCEPT("except", "SET", "but not these partitions"),
    MODE("mode", "MODE", "out-of-date (the default), missing or quarantined"),
    FORCE("force", "", "also what is up to date or foreign, as far as --select names it"),
    RESET("reset", "ASSETS", "let tables begin anew that no longer fit their job; may be repeated"),
    NO_DOWNSTREAM("no-downstream", "", "without what follows from the selected assets"),
    PARALLEL("parallel", "N", "how many steps at once"),
    OF("of", "NAME", "which steps are meant: those of an asset, or pool:NAME; without it all together"),
    NICE("nice", "", "start nothing as long as other jobs of the same Spark application wait for cores"),
    NEWEST_FIRST("newest-first", "", "newest partitions first"),
    ASSUME(
            "assume",
            "WHAT",
            "as if this had happened: code:ASSET, data:SOURCE[@SET]; fresh first: as if all were up to date; may be repeated"),
    OUT("out", "FILE", "also write the plan to this file"),
    RESEAL(
            "reseal",
            "",
            "make the plan again as things are now, show what differs, and carry it out if you agree or say --yes"),
    WAIT("wait", "DURATION", "wait this long for another run that holds the partitions, for example 10m"),
    TIMEOUT("timeout", "DURATION", "wait no longer than this, for example 2h"),
    REPLAN("replan", "", "where the plan no longer holds, plan again what is left of what was asked for"),
    REASON("reason", "TEXT", "why this is done; kept in the ledger"),
    DRY_RUN("dry-run", "", "say what would be done, and change nothing"),
    YES(
            "yes",
            "",
            "do not ask before data is dropped or overwritten, a table begins anew, another plan is carried out, or a budget will hardly suffice"),
    VACUUM(
            "vacuum",
            "",
            "also free the bytes of what was dropped, once delta.deletedFileRetentionDuration of the table is over"),
    JSON("json", "", "the result as one JSON document on one line"),
    NOW("now", "INSTANT", "take this instant for the present, for example 2014-01-01T00:00:00Z"),
    EXPLAIN("explain", "", "tell every step and why it is there"),
    LIMIT("limit", "N", "how many are shown; 20 unless said"),
    ROWS("rows", "N", "how many rows are shown; 20 unless said"),
    VERSIONS("versions", "A..B", "two versions of the table of one asset; without B the newest"),
    AGAINST("against", "ROOT", "this warehouse against the same assets at another root"),
    TOLERANCE("tolerance", "SHARE", "floating figures may differ by this share of themselves, for example 1e-9"),
    IGNORE("ignore", "COLUMN", "do not compare this column; may be repeated"),
    HTML("html", "FILE", "also write a page to this file"),
    DOT("dot", "", "in the language of Graphviz"),
    ALL("all", "", "everything that there is"),
    SAMPLE(
            "sample",
            "SHARE",
            "a share of the partitions of each asset, those verified longest ago first, for example 1%"),
    SEED("seed", "N", "another number takes another sample"),
    BUDGET(
            "budget",
            "LIMITS",
            "begin nothing more once this is used up: partitions=500, bytes=10GB, core_hours=3, money=5, wall=2h or until=06:00; several with commas between, without blanks"),
    FROM_SCRATCH("from-scratch", "", "build the whole warehouse from staging alone into an empty root, and compare"),
    INTO("into", "ROOT", "the root that is built; it is kept. Without it a temporary one, which is removed");

    private final String word;
    private final String valueName;
    private final String text;

    Option(String word, String valueName, String text) {
        this.word = word;
        this.valueName = valueName;
        this.text = text;
    }

    static Optional<Option> of(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag().equals(flag))
                .findFirst();
    }

    String word() {
        return word;
    }

    /** As it is typed. */
    String flag() {
        return "--" + word;
    }

    /** What its value is called; empty for an option without one. */
    String valueName() {
        return valueName;
    }

    String text() {
        return text;
    }

    boolean takesValue() {
        return !valueName.isEmpty();
    }
}
