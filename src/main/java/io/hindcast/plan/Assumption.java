package io.hindcast.plan;

import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that did not happen, of which a plan shall tell what would follow.
 *
 * @param kind of event
 * @param name the asset or source that it happens to; empty for {@link Kind#FRESH}
 * @param partitions a set in text form; empty for all
 */
public record Assumption(Kind kind, String name, String partitions) {

    /** What may be assumed. */
    public enum Kind {
        /** All is built by today's code from today's staging. */
        FRESH,
        /** The code of an asset is another, in all its columns. */
        CODE,
        /** Partitions of a source received rows. */
        DATA
    }

    private static final Pattern CODE = Pattern.compile("code:([^@\\s]+)");
    private static final Pattern DATA = Pattern.compile("data:([^@\\s]+)(?:@(.+))?");

    /**
     * Understands {@code fresh}, {@code code:ASSET} and {@code data:SOURCE[@SET]}.
     *
     * @throws io.hindcast.problem.ProblemException when a text is none of these, or {@code fresh} does not come first
     */
    public static List<Assumption> parseAll(List<String> texts) {
        List<Assumption> assumptions = new ArrayList<>();
        for (String text : texts) {
            Assumption next = parse(text);
            if (next.kind() == Kind.FRESH && !assumptions.isEmpty()) {
                throw Problems.raise(PlanningProblems.freshAfterOthers(texts));
            }
            assumptions.add(next);
        }
        return assumptions;
    }

    private static Assumption parse(String text) {
        if (text.equals("fresh")) {
            return new Assumption(Kind.FRESH, "", "");
        }
        Matcher code = CODE.matcher(text);
        if (code.matches()) {
            return new Assumption(Kind.CODE, code.group(1), "");
        }
        Matcher data = DATA.matcher(text);
        if (data.matches()) {
            return new Assumption(Kind.DATA, data.group(1), data.group(2) == null ? "" : data.group(2));
        }
        throw Problems.raise(PlanningProblems.malformedAssumption(text));
    }

    /** In words, to stand after "if". */
    public String text() {
        return switch (kind) {
            case FRESH -> "everything were built by today's code from today's staging";
            case CODE -> "the code of " + name + " changed, in all its columns";
            case DATA -> "rows came into " + (partitions.isEmpty() ? "all of " + name : name + " " + partitions);
        };
    }
}
