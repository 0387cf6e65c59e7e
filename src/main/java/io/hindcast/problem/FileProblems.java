package io.hindcast.problem;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be wrong with the form of a declaration file, whatever it declares: HC-101 to HC-119. */
public final class FileProblems {

    /** What other tools, and other people, call our keys. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("hourly", "hour"),
            Map.entry("daily", "day"),
            Map.entry("date", "day"),
            Map.entry("weekly", "week"),
            Map.entry("monthly", "month"),
            Map.entry("quarterly", "quarter"),
            Map.entry("yearly", "year"),
            Map.entry("start", "from"),
            Map.entry("start_date", "from"),
            Map.entry("since", "from"),
            Map.entry("end", "until"),
            Map.entry("end_date", "until"),
            Map.entry("to", "until"),
            Map.entry("till", "until"),
            Map.entry("name", "asset"),
            Map.entry("model", "asset"),
            Map.entry("table", "asset"),
            Map.entry("partition_by", "partition"),
            Map.entry("partitioned_by", "partition"),
            Map.entry("depends_on", "inputs"),
            Map.entry("upstream", "inputs"),
            Map.entry("tests", "checks"),
            Map.entry("audits", "checks"),
            Map.entry("unique_key", "unique"),
            Map.entry("retention", "retain"),
            Map.entry("timezone", "zone"),
            Map.entry("tz", "zone"),
            Map.entry("location", "path"),
            Map.entry("lookback", "before"));

    private FileProblems() {}

    /** HC-101: the file cannot be read at all. */
    public static Problem unreadable(String cause, String wayOut) {
        return of("HC-101", "the file cannot be read", cause, wayOut);
    }

    /** HC-102: the file is larger than any declaration. */
    public static Problem tooLarge(long bytes, long most) {
        return of(
                "HC-102",
                "the file is too large for a declaration",
                "it has " + bytes + " bytes, the most are " + most,
                "keep data out of the folder of the declarations, or split the asset");
    }

    /** HC-103: a byte that is no UTF-8. */
    public static Problem notUtf8(int position, int wrong) {
        return of(
                "HC-103",
                "the file is not UTF-8",
                "the byte 0x%02X at position %d belongs to no UTF-8 character".formatted(wrong, position),
                "save the file as UTF-8; of Latin-1, for instance: iconv -f ISO-8859-1 -t UTF-8 OLD > NEW");
    }

    /** HC-104: a character that text files do not have. */
    public static Problem illegalCharacter(int codePoint) {
        return of(
                "HC-104",
                "the file holds a character that is no text",
                "U+%04X stands here; files saved as UTF-16, and packed ones, look like this".formatted(codePoint),
                "remove it, or save the file as UTF-8; of UTF-16, for instance: iconv -f UTF-16 -t UTF-8 OLD > NEW");
    }

    /** HC-105: no YAML. */
    public static Problem malformedYaml(String cause) {
        return of(
                "HC-105",
                "this is not YAML",
                cause,
                "mend the line; indent with blanks, and quote texts that hold ': ' or begin with one of [ { > | * & ! % @ `");
    }

    /** HC-106: a part of YAML that declarations do without. */
    public static Problem yamlFeature(String feature) {
        return of(
                "HC-106",
                "declarations do not take " + feature,
                "anchors, aliases, merge keys and tags make one line mean something at another",
                "write the value out where it is needed; quote it when it is meant as text");
    }

    /** HC-107: more than one document in a file. */
    public static Problem severalDocuments() {
        return of(
                "HC-107",
                "a second document begins here",
                "a file declares one thing, and '---' begins another document",
                "remove the line '---' or move what follows into a file of its own");
    }

    /** HC-108: nothing is declared. */
    public static Problem emptyDeclaration() {
        return of(
                "HC-108",
                "the declaration is empty",
                "there are no keys in it",
                "declare something, such as 'asset: daily_sales', or remove the file");
    }

    /** HC-109: lists in lists in lists. */
    public static Problem nestedTooDeep(int most) {
        return of(
                "HC-109",
                "the YAML is nested too deep",
                "no declaration needs more than " + most + " levels",
                "remove the nesting");
    }

    /** HC-110: the same key twice. */
    public static Problem duplicateKey(String key, Place first) {
        return of(
                "HC-110", "the key " + key + " stands twice", "it was given before at " + first, "keep one of the two");
    }

    /** HC-111: a key that means nothing here. */
    public static Problem unknownKey(String key, String owner, Collection<String> known) {
        String hint = nearestKey(key, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("remove it, or take one of these keys");
        return unknownKey(key, owner + " takes the keys " + String.join(", ", known), hint);
    }

    /**
     * HC-111: a key that is none, but the part of a list whose brackets are missing.
     *
     * @param before the key that the list belongs to
     */
    public static Problem bracketsMissing(String key, String owner, String before, List<String> items) {
        return unknownKey(
                key,
                "a comma in " + owner + " begins another key, and several values of one need brackets",
                "did you mean " + before + ": [" + String.join(", ", items) + "]?");
    }

    private static Problem unknownKey(String key, String cause, String wayOut) {
        return of("HC-111", "unknown key " + key, cause, wayOut);
    }

    /** The known key that an unknown one is a slip of, or that means the same in other tools. */
    public static Optional<String> nearestKey(String key, Collection<String> known) {
        String lower = key.toLowerCase(Locale.ROOT);
        return Suggestion.nearest(lower, known)
                .or(() -> Optional.ofNullable(ELSEWHERE.get(lower)).filter(known::contains));
    }

    /** HC-112: a key that must be there is not. */
    public static Problem missingKey(String key, String owner, String example) {
        return of("HC-112", "the key " + key + " is missing", owner + " needs it", "write for example: " + example);
    }

    /** HC-113: a value of another kind. */
    public static Problem wrongType(String name, String expected, String actual, String example) {
        return of(
                "HC-113",
                name + " must be " + expected,
                actual.equals("empty") ? "it has no value" : "here it is " + actual,
                "write for example: " + example);
    }

    /** HC-114: a reference to the environment that cannot be read. */
    public static Problem malformedVariable(String reference) {
        return of(
                "HC-114",
                reference + " is no variable of the environment",
                "a variable has a name of letters, digits and _",
                "write ${NAME} or ${NAME:-default}");
    }

    /** HC-115: a variable that nobody set. */
    public static Problem variableNotSet(String name) {
        return of(
                "HC-115",
                "the variable " + name + " of the environment is not set",
                "${" + name + "} has no default",
                "set it, or write ${" + name + ":-default}");
    }

    /** HC-116: a SQL file that does not begin with its header. */
    public static Problem headerMissing() {
        return of(
                "HC-116",
                "the file has no header",
                "a SQL asset begins with its declaration in a comment",
                "begin the file with /*--- and the line 'asset: name', and end the header with ---*/");
    }

    /** HC-117: a header without end. */
    public static Problem headerNotClosed() {
        return of("HC-117", "the header does not end", "/*--- has no ---*/ after it", "write ---*/ after the last key");
    }

    /** HC-118: a header without a SELECT. */
    public static Problem statementMissing() {
        return of("HC-118", "the SELECT is missing", "nothing follows the header", "write one SELECT after ---*/");
    }

    /** HC-119: a file whose ending is that of no declaration. */
    public static Problem wrongEnding(String expected) {
        return of(
                "HC-119",
                "the file would be passed over",
                "declarations end with .yaml or .sql",
                "rename it to " + expected + ", or move it out of the folder");
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
