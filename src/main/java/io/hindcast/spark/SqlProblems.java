package io.hindcast.spark;

import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkThrowable;

/** What Spark says of a statement, as problems with a way out: by its conditions, which are stable, and their parameters. */
final class SqlProblems {

    private static final List<String> KEYWORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "UNION",
            "DISTINCT",
            "BETWEEN",
            "WINDOW",
            "OVER",
            "PARTITION",
            "LIMIT",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "EXISTS",
            "LATERAL",
            "WITH",
            "INTERVAL",
            "CAST");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{4,}");
    private static final Pattern BACK_QUOTED = Pattern.compile("`([^`]*)`");

    /** A table that the SELECT itself would make: Spark takes the word for the name of a column. */
    private static final Pattern INTO = Pattern.compile(
            "^\\s*(?:SELECT|WITH)\\b[^']*?\\bINTO\\s+[\\w.`]+\\s+FROM\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern COMMENTS = Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/");

    /** What Spark adds to its sentence: its condition, the position and the plan, and a page that knows no jobs. */
    private static final Pattern BEFORE = Pattern.compile("^\\[[A-Z0-9_.]+] ");

    private static final Pattern AFTER = Pattern.compile(
            "(?s)(; line \\d+ pos \\d+.*|;\\s*'?[A-Z]\\w+ .*| ?\\(line \\d+, pos \\d+\\).*| Please, refer to .*)$");

    private static final Pattern DOUBLE_QUOTED = Pattern.compile("at or near '\"(\\w+)\"'");
    private static final Pattern TOP = Pattern.compile("\\bSELECT\\s+TOP\\s+(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUALIFY = Pattern.compile("\\bQUALIFY\\b", Pattern.CASE_INSENSITIVE);

    /** Begins of conditions with what to do. */
    private static final Map<String, String> WAYS_OUT = Map.of(
            "AMBIGUOUS_REFERENCE", "write which one is meant, with the input before it: a.ds",
            "DATATYPE_MISMATCH", "convert one of the values: CAST(value AS type)",
            "WRONG_NUM_ARGS", "give the function as many arguments as it takes",
            "NUM_COLUMNS_MISMATCH", "select the same columns on both sides",
            "TRAILING_COMMA_IN_SELECT", "remove the comma before FROM",
            "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", "write the number with 38 digits at most");

    /** A number that no type of Spark holds. */
    private static final Pattern TOO_LONG = Pattern.compile("[\\d.]{39,}");

    private SqlProblems() {}

    /** A statement that cannot be parsed. */
    static Problem unparsable(String text, Throwable error, Optional<Integer> line) {
        String condition = condition(error);
        if (condition.endsWith("UNSUPPORTED_SQL_STATEMENT")) {
            return JobProblems.notSelect(firstWord(text).orElse("a command"));
        }
        if (INTO.matcher(COMMENTS.matcher(text).replaceAll(" ")).find()) {
            return JobProblems.notSelect("SELECT … INTO");
        }
        List<String> lines = text.lines().toList();
        String wrong = line.filter(l -> l >= 1 && l <= lines.size())
                .map(l -> lines.get(l - 1))
                .orElse("");
        String hint = otherDialect(text, sentence(error))
                .or(() -> mistypedKeyword(wrong))
                .orElse("look at this line and the end of the one before: a comma, bracket, quote or keyword is missing"
                        + " or too many");
        return JobProblems.unparsable(sentence(error), hint);
    }

    /** What other dialects of SQL write. */
    private static Optional<String> otherDialect(String text, String sentence) {
        Matcher quoted = DOUBLE_QUOTED.matcher(sentence);
        if (quoted.find()) {
            return Optional.of("did you mean `" + quoted.group(1) + "`? Double quotes enclose texts");
        }
        String bare = COMMENTS.matcher(text).replaceAll(" ");
        Matcher top = TOP.matcher(bare);
        if (top.find()) {
            return Optional.of(
                    "write ORDER BY … LIMIT " + top.group(1) + " at the end in place of TOP " + top.group(1));
        }
        return QUALIFY.matcher(bare).find()
                ? Optional.of(
                        "write the window function in a sub-query with a name, and the condition in a WHERE around it,"
                                + " in place of QUALIFY")
                : Optional.empty();
    }

    private static Optional<String> mistypedKeyword(String line) {
        return WORD.matcher(line)
                .results()
                .map(MatchResult::group)
                .filter(word -> !KEYWORDS.contains(word.toUpperCase(Locale.ROOT)))
                .flatMap(word -> Suggestion.nearest(word.toUpperCase(Locale.ROOT), KEYWORDS).stream()
                        .map(meant -> "did you mean " + meant + " for " + word + "?"))
                .findFirst();
    }

    /** A statement that was parsed and does not fit its inputs. */
    static Problem notAnalysable(Throwable error) {
        String condition = condition(error);
        Map<String, String> values = error instanceof SparkThrowable spark ? spark.getMessageParameters() : Map.of();
        if (condition.startsWith("UNRESOLVED_COLUMN")) {
            List<String> near = Arrays.stream(
                            values.getOrDefault("proposal", "").split(", "))
                    .map(SqlProblems::unquoted)
                    .filter(name -> !name.isBlank())
                    .toList();
            return JobProblems.unknownColumn(unquoted(values.getOrDefault("objectName", "")), near);
        }
        if (condition.equals("UNBOUND_SQL_PARAMETER")) {
            String name = values.getOrDefault("name", "_");
            return JobProblems.placeholders(List.of(name.startsWith("_") ? "?" : ":" + name));
        }
        if (condition.equals("MISSING_AGGREGATION")) {
            return JobProblems.notGrouped(values.getOrDefault("expression", "").replace("\"", ""));
        }
        String wayOut = WAYS_OUT.entrySet().stream()
                .filter(way -> condition.startsWith(way.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("change the SELECT so that this holds");
        return JobProblems.notAnalysable(sentence(error), wayOut);
    }

    /** The first line, counted from one, that holds the expression of an error that knows no line. */
    static Optional<Integer> lineOfSubject(String text, Throwable error) {
        String subject = error instanceof SparkThrowable spark
                ? spark.getMessageParameters().getOrDefault("expression", "").replace("\"", "")
                : "";
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> subject.isBlank()
                        ? TOO_LONG.matcher(lines.get(i)).find()
                        : lines.get(i).contains(subject))
                .mapToObj(i -> i + 1)
                .findFirst();
    }

    /** What a statement is that is no SELECT: its first word, as it was written. */
    static Optional<String> firstWord(String text) {
        return Pattern.compile("\\w+")
                .matcher(COMMENTS.matcher(text).replaceAll(" "))
                .results()
                .map(found -> found.group().toUpperCase(Locale.ROOT))
                .findFirst();
    }

    private static String condition(Throwable error) {
        return error instanceof SparkThrowable spark
                ? Optional.ofNullable(spark.getCondition()).orElse("")
                : "";
    }

    /** Spark's sentence alone. */
    private static String sentence(Throwable error) {
        String sentence = BEFORE.matcher(Messages.firstLine(error)).replaceFirst("");
        String bare = AFTER.matcher(sentence).replaceFirst("").strip();
        String whole = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return whole.isBlank() ? error.getClass().getSimpleName() : whole;
    }

    private static String unquoted(String name) {
        return BACK_QUOTED.matcher(name).replaceAll("$1").strip();
    }
}
