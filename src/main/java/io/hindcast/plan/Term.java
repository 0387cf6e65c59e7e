package io.hindcast.plan;

import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One term of a selection: {@code [+]asset[@SET][+]} or {@code [+]tag:x[@SET][+]}.
 *
 * @param name an asset, or a tag when {@code kind} says so
 * @param set the partitions, as text; empty for all
 * @param upstream whether the upstream partitions that it maps to come along
 * @param downstream whether what follows comes along whatever the rest of the request says
 */
public record Term(Kind kind, String name, Optional<String> set, Reach upstream, Reach downstream) {

    private static final Pattern FORM = Pattern.compile("(\\+?)(tag:)?([^@+\\s]+)(?:@([^+\\s]+))?(\\+?)");

    /** What the name of a term names. */
    public enum Kind {
        ASSET,
        TAG
    }

    /** Whether a term reaches in a direction. */
    public enum Reach {
        UNSAID,
        SAID
    }

    /** The terms of a text, separated by blanks. */
    public static List<Term> parseAll(String text) {
        List<Term> terms = new ArrayList<>();
        for (String word : List.of(text.strip().split("\\s+", -1))) {
            if (!word.isEmpty()) {
                terms.add(parse(word));
            }
        }
        return terms;
    }

    private static Term parse(String word) {
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            throw Problems.raise(PlanningProblems.malformedTerm(word));
        }
        return new Term(
                matcher.group(2) == null ? Kind.ASSET : Kind.TAG,
                matcher.group(3),
                Optional.ofNullable(matcher.group(4)),
                matcher.group(1).isEmpty() ? Reach.UNSAID : Reach.SAID,
                matcher.group(5).isEmpty() ? Reach.UNSAID : Reach.SAID);
    }

    @Override
    public String toString() {
        return (upstream == Reach.SAID ? "+" : "")
                + (kind == Kind.TAG ? "tag:" : "")
                + name
                + set.map(s -> "@" + s).orElse("")
                + (downstream == Reach.SAID ? "+" : "");
    }
}
