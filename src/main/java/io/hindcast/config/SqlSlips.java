package io.hindcast.config;

import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people bring into a statement from elsewhere and what means nothing in it: placeholders for days, as schedulers and
 * templates have them, signs that a word processor put in place of quotes, and a second header. Spark would call these
 * syntax errors, and a placeholder within quotes a text.
 */
final class SqlSlips {

    private static final String PLACEHOLDER = "[$#]\\{[^}\\n]*+}|\\{\\{(?s:.)*?}}|\\{%(?s:.)*?%}|<%(?s:.)*?%>";

    private static final Pattern TOKEN = Pattern.compile("(?<header>/\\*---)"
            + "|(?<skip>\\s++|--[^\\n]*+|/\\*(?s:.*?)\\*/|`[^`]*`)"
            + "|(?<text>'[^'\\\\]*+(?:\\\\(?s:.)[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\(?s:.)[^\"\\\\]*+)*+\")"
            + "|(?<placeholder>" + PLACEHOLDER + "|(?<![\\w`])[@$]{1,2}[A-Za-z_]\\w*+)"
            + "|(?<typographic>[\\u2018-\\u201F\\u2032\\u2033\\u00AB\\u00BB\\u2010-\\u2015\\u2212])"
            + "|\\w++|(?s:.)");

    /** Within quotes Python's forms stand for a value only where they are all of the text. */
    private static final Pattern IN_TEXT = Pattern.compile(
            PLACEHOLDER + "|(?<=^.)(?:%\\([A-Za-z_]\\w*\\)s|\\{(?:ds|ts|dt|date|day|run_date|execution_date"
                    + "|logical_date|start_date|end_date|start_ds|end_ds)})(?=.$)");

    /** Where groups have names, {@code ${name}} is how a replacement speaks of them. */
    private static final String NAMED_GROUP = "(?<";

    /** How dbt names an input. */
    private static final Pattern REFERENCE =
            Pattern.compile("\\b(?:ref|source)\\s*\\((?:[^)]*,)?\\s*['\"]([^'\"]+)['\"]\\s*\\)");

    private static final Pattern LOGIC = Pattern.compile("^[{<]%|^\\{\\{\\s*config\\b");

    private static final Map<Character, Character> PLAIN = plain();

    private SqlSlips() {}

    /** A slip, and where in the text it stands. */
    record Slip(Problem problem, int position) {}

    /** All slips of a statement, one of each kind. */
    static List<Slip> of(String text) {
        SortedMap<Integer, String> placeholders = new TreeMap<>();
        SortedMap<Integer, Slip> slips = new TreeMap<>();
        Set<Character> meant = new HashSet<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            int at = token.start();
            if (token.group("header") != null) {
                slips.put(at, new Slip(JobProblems.secondHeader(), at));
                break;
            }
            if (token.group("placeholder") != null) {
                placeholders.put(at, token.group());
            } else if (token.group("text") != null && !text.contains(NAMED_GROUP)) {
                IN_TEXT.matcher(token.group()).results().forEach(in -> placeholders.put(at + in.start(), in.group()));
            } else if (token.group("typographic") != null && meant.add(PLAIN.get(text.charAt(at)))) {
                slips.put(at, typographic(text, at));
            }
        }
        placeholders(placeholders).forEach(slip -> slips.put(slip.position(), slip));
        return List.copyOf(slips.values());
    }

    /** One slip for those that stand for inputs, one for those that decide, one for all others. */
    private static Collection<Slip> placeholders(SortedMap<Integer, String> found) {
        SortedMap<Integer, String> inputs = new TreeMap<>(found);
        inputs.values().removeIf(text -> !REFERENCE.matcher(text).find());
        SortedMap<Integer, String> logic = new TreeMap<>(found);
        logic.values().removeIf(text -> !LOGIC.matcher(text).find());
        SortedMap<Integer, String> others = new TreeMap<>(found);
        others.keySet().removeAll(inputs.keySet());
        others.keySet().removeAll(logic.keySet());
        List<Slip> slips = new ArrayList<>();
        if (!inputs.isEmpty()) {
            Matcher name = REFERENCE.matcher(inputs.get(inputs.firstKey()));
            String input = name.find() ? name.group(1) : "";
            slips.add(new Slip(JobProblems.inputPlaceholders(distinct(inputs), input), inputs.firstKey()));
        }
        if (!logic.isEmpty()) {
            slips.add(new Slip(JobProblems.templateLogic(distinct(logic)), logic.firstKey()));
        }
        if (!others.isEmpty()) {
            slips.add(new Slip(JobProblems.placeholders(distinct(others)), others.firstKey()));
        }
        return slips;
    }

    private static List<String> distinct(SortedMap<Integer, String> found) {
        return found.values().stream().distinct().toList();
    }

    /** The rest of the line up to the sign that closes, as it was meant. */
    private static Slip typographic(String text, int at) {
        char sign = text.charAt(at);
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '\n' && !isQuote(text.charAt(end))) {
            end++;
        }
        boolean isClosed = isQuote(sign) && end < text.length() && isQuote(text.charAt(end));
        String written = isClosed ? text.substring(at, end + 1) : String.valueOf(sign);
        StringBuilder meant = new StringBuilder();
        written.chars().forEach(c -> meant.append(PLAIN.getOrDefault((char) c, (char) c)));
        return new Slip(JobProblems.typographic(String.valueOf(sign), sign, written, meant.toString()), at);
    }

    private static boolean isQuote(char sign) {
        return Character.valueOf('\'').equals(PLAIN.get(sign));
    }

    /** Double quotes enclose texts in Spark as well; of the two the single ones do it everywhere. */
    private static Map<Character, Character> plain() {
        Map<Character, Character> plain = new LinkedHashMap<>();
        "\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2032\u2033\u00AB\u00BB"
                .chars()
                .forEach(c -> plain.put((char) c, '\''));
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212".chars().forEach(c -> plain.put((char) c, '-'));
        return Map.copyOf(plain);
    }
}
