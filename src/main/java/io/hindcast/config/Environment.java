package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of the process, for {@code ${NAME}} and {@code ${NAME:-default}} in values. */
record Environment(Map<String, String> variables) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

    Environment {
        variables = Map.copyOf(variables);
    }

    /** The text with every reference replaced; a variable that is empty counts as not set. */
    String expand(String text, Place place, ProblemLog log) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), place, log)));
    }

    private String value(String reference, Place place, ProblemLog log) {
        Matcher named = NAMED.matcher(reference);
        if (!named.matches()) {
            log.add(FileProblems.malformedVariable("${" + reference + "}"), place);
            return "";
        }
        String value = variables.getOrDefault(named.group(1), "");
        if (!value.isEmpty()) {
            return value;
        }
        String otherwise = named.group(2);
        if (otherwise == null) {
            log.add(FileProblems.variableNotSet(named.group(1)), place);
            return "";
        }
        return otherwise;
    }
}
