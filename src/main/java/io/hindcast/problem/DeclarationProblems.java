package io.hindcast.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be wrong with what a file declares, looked at alone: HC-120 to HC-147, HC-615, HC-620. */
public final class DeclarationProblems {

    /** What people call zones that Java knows by their cities. */
    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("EST", "America/New_York"),
            Map.entry("EDT", "America/New_York"),
            Map.entry("CST", "America/Chicago"),
            Map.entry("CDT", "America/Chicago"),
            Map.entry("MST", "America/Denver"),
            Map.entry("MDT", "America/Denver"),
            Map.entry("PST", "America/Los_Angeles"),
            Map.entry("PDT", "America/Los_Angeles"),
            Map.entry("BST", "Europe/London"),
            Map.entry("CEST", "Europe/Berlin"),
            Map.entry("EEST", "Europe/Helsinki"),
            Map.entry("IST", "Asia/Kolkata"),
            Map.entry("JST", "Asia/Tokyo"),
            Map.entry("AEST", "Australia/Sydney"));

    private DeclarationProblems() {}

    /** HC-120: a name that cannot be written as a relation or column. */
    public static Problem illegalName(String subject, String name) {
        return of(
                "HC-120",
                "'" + name + "' cannot be the name of " + subject,
                "a name has letters, digits and _ and does not begin with a digit",
                "write for example: " + legalised(name));
    }

    /** HC-121: a name that means something else. */
    public static Problem reservedName(String subject, String name, String meaning) {
        return of("HC-121", "'" + name + "' cannot be the name of " + subject, meaning, "choose another name");
    }

    /** HC-122: a name that is taken. */
    public static Problem duplicateName(String name, Place first) {
        return of(
                "HC-122",
                "the name " + name + " is taken",
                "it is declared at " + first + ", and names are compared without letter case",
                "give one of the two another name");
    }

    /**
     * HC-123: a period that cannot be read.
     *
     * @param instead what the calendar has, where it has no such period
     */
    public static Problem illegalPeriod(String key, String text, Optional<String> instead) {
        return of(
                "HC-123",
                key + " is no period: '" + text + "'",
                instead.orElse(
                        "a period is one day, month, quarter, year or hour of the calendar, with a year of four digits"),
                "write it as 2026-01-31, 2026-01, 2026-Q1, 2026 or 2026-01-31T05");
    }

    /** HC-124: a range that holds nothing. */
    public static Problem emptyRange(String from, String until) {
        return of(
                "HC-124",
                "from " + from + " until " + until + " holds no partition",
                "until is before from; both belong to the range",
                "swap them or mend one");
    }

    /** HC-125: a format by which periods cannot be told apart. */
    public static Problem illegalFormat(String format, String cause, String example) {
        return of(
                "HC-125",
                "the format '" + format + "' does not write this partition column",
                cause,
                "write for example: format: " + example);
    }

    /** HC-126: a column twice in one list. */
    public static Problem duplicateColumn(String column, String subject) {
        return of(
                "HC-126",
                "the column " + column + " stands twice in " + subject,
                "column names are compared without letter case",
                "keep one of the two");
    }

    /** HC-127: two time dimensions with one from and until. */
    public static Problem severalGrains(String first, String second) {
        return of(
                "HC-127",
                "a partition has one grain, here are " + first + " and " + second,
                "from, until and format could belong to either",
                "keep one, or write each in full: " + first + ": {column: a, from: …}, " + second
                        + ": {column: b, from: …}");
    }

    /** HC-128: a period of retention that cannot be read. */
    public static Problem illegalRetention(String text) {
        return of(
                "HC-128",
                "'" + text + "' is no time of retention",
                "it is a number from 1 to 9999 followed by d, w, mo or y",
                "write for example: retain: 400d");
    }

    /** HC-615: a source that keeps partitions for a while and has none by time. */
    public static Problem retainWithoutTime(String source) {
        return of(
                "HC-615",
                "the source " + source + " cannot have 'retain'",
                "its partitions are not by time, so that none of them grows old",
                "declare how it is partitioned, for example partition: {day: ds, from: 2026-01-01}, or leave out retain");
    }

    /** HC-616: an asset that keeps partitions for a while and has none by time. */
    public static Problem assetRetainWithoutTime(String asset) {
        return of(
                "HC-616",
                "the asset " + asset + " cannot have 'retain'",
                "its partitions are not by time, so that none of them grows old",
                "partition it by time as well, for example partition: {day: ds, from: 2026-01-01}, or leave out retain");
    }

    /** HC-129: a zone that nobody knows. */
    public static Problem unknownZone(String zone, Collection<String> zones) {
        // Of letters as few as these every other zone is near.
        Optional<String> meant = zone.matches("[A-Z]{2,4}")
                ? Optional.ofNullable(ABBREVIATIONS.get(zone))
                : Suggestion.nearest(zone, zones);
        String hint = meant.map(name -> "did you mean " + name + "?").orElse("write for example: zone: Europe/Berlin");
        return of("HC-129", "unknown zone " + zone, "the zone database of this Java has no such name", hint);
    }

    /** HC-130: a condition that cannot be read. */
    public static Problem illegalCheck(String check, String text, String form, String example) {
        return of(
                "HC-130",
                "the check " + check + " cannot be '" + text + "'",
                "it is " + form,
                "write for example: " + example);
    }

    /** HC-131: keys of which each says the whole. */
    public static Problem contradiction(String subject, Collection<String> keys) {
        return of(
                "HC-131",
                subject + " has " + String.join(" and ", keys),
                "each of them alone says it all",
                "keep one of them");
    }

    /** HC-132: a window without a partition in it. */
    public static Problem emptyWindow(String before, String after) {
        return of(
                "HC-132",
                "the window from " + before + " before to " + after + " after is empty",
                "before counts back and after counts forward; a negative number turns the direction",
                "write for example: {before: 6} or {before: -1, after: 7}");
    }

    /** HC-133: a partition that would read itself or what comes after it. */
    public static Problem illegalSelf(String before, String after) {
        return of(
                "HC-133",
                "self from " + before + " before to " + after + " after is not possible",
                "an asset reads partitions of itself that come before: before is 1 or more, after is -1 or less, and before reaches at least as far back as after",
                "write for example: self: {before: 1}");
    }

    /** HC-134: a type that is none. */
    public static Problem illegalType(String text, String cause) {
        return of(
                "HC-134",
                "'" + text + "' is not the type of a column",
                cause,
                "write for example: string, int, bigint, double, decimal(12,2), date, timestamp or array<string>");
    }

    /** HC-135: a partition column that a source has not. */
    public static Problem partitionColumnNotLanded(String source, String column) {
        return of(
                "HC-135",
                "the source " + source + " has no column " + column + " to be partitioned by",
                "neither the columns nor an expression under stage give it",
                "write under stage: " + column + ": \"make_date(year, month, day)\", or name another column");
    }

    /** HC-136: a table outside the root. */
    public static Problem pathLeavesRoot(String path, String cause) {
        return of(
                "HC-136",
                "the table cannot lie at " + path,
                cause,
                "write a path below the root, such as path: marts/daily_sales, or an absolute one elsewhere");
    }

    /** HC-137: two tables in one place. */
    public static Problem sharedPath(String name, String path, String other, Place place) {
        return of(
                "HC-137",
                name + " and " + other + " would lie in one place",
                path + " is, or is within, the place of " + other + " (" + place + ")",
                "give one of them another path");
    }

    /** HC-138: a part of the language that is still to come. */
    public static Problem notYet(String key) {
        return of("HC-138", key + " is not possible yet", "this version cannot do it", "remove the key");
    }

    /** HC-139: nothing to choose from. */
    public static Problem notOneOf(String subject, String value, Collection<String> choices) {
        String hint = Suggestion.nearest(value, choices)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("write one of them");
        return of("HC-139", subject + " cannot be " + value, "it is one of " + String.join(", ", choices), hint);
    }

    /** HC-140: more than one statement. */
    public static Problem secondStatement() {
        return of(
                "HC-140",
                "a second statement begins here",
                "an asset is one SELECT, and a semicolon ends it",
                "remove the semicolon, or move the second statement into a file of its own");
    }

    /** HC-141: a key that belongs elsewhere. */
    public static Problem misplacedKey(String key, String owner, String belongs, String example) {
        return of(
                "HC-141",
                "the key " + key + " does not belong here",
                owner + " has no such key; it belongs to " + belongs,
                "write for example: " + example);
    }

    /** HC-142: an item twice in one list. */
    public static Problem duplicateItem(String item, String list) {
        return of("HC-142", item + " stands twice in " + list, "each of them counts once", "keep one of the two");
    }

    /** HC-143: a class name that Java does not have. */
    public static Problem illegalClassName(String name) {
        return of(
                "HC-143",
                "'" + name + "' is no name of a class",
                "it has letters, digits, _ and $, and dots between its packages",
                "write for example: class: com.example.DelayModel");
    }

    /** HC-146: an option that the reader of landing files does not know. */
    public static Problem unknownReaderOption(String option, String format, Collection<String> known) {
        return of(
                "HC-146",
                "unknown option " + option + " for " + format + " files",
                "Spark's reader of " + format + " has no such option and would pass over it",
                Suggestion.nearest(option, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("remove it; what that reader knows is in Spark's guide to data sources"));
    }

    /** HC-144: keys that are mapped and belong to no dimension of keys. */
    public static Problem keysOfNoColumn(String column, Collection<String> columns) {
        String hint = Suggestion.nearest(column, columns)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("name one of them");
        return of(
                "HC-144",
                "the keys of " + column + " cannot be mapped",
                "the asset is partitioned by keys of " + String.join(", ", columns),
                hint);
    }

    /** HC-145: keys that are mapped though the asset has none. */
    public static Problem keysWithoutDimension() {
        return of(
                "HC-145",
                "keys cannot be mapped to this asset",
                "it is not partitioned by keys",
                "remove keys from the input, or write for example: partition: {keys: {origin: [EWR, JFK]}}");
    }

    /** What a name could be instead. */
    private static String legalised(String name) {
        String last = name.replaceFirst(".*/", "").replaceAll("[^A-Za-z0-9_]+", "_");
        String legal = last.replaceFirst("^[_0-9]+(?=[A-Za-z])", "");
        return legal.matches("[A-Za-z]\\w*") ? legal : "daily_sales";
    }

    /** HC-620: money in a currency that nobody knows. */
    public static Problem unknownCurrency(String currency, Collection<String> frequent) {
        return of(
                "HC-620",
                "there is no currency " + currency,
                "currencies are told by the three letters of ISO 4217, and every figure of money bears them",
                Suggestion.nearest(currency.toUpperCase(Locale.ROOT), frequent)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("write one such as currency: EUR"));
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
