package io.hindcast.retry;

import io.hindcast.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an attempt did not commit.
 *
 * @param kind what may be done about it
 * @param code a problem code, or the error class of the engine
 * @param message as people read it: the problem, with its values, on few lines
 * @param signature equal for failures of one cause, whatever the partition: errors of a half are held against it
 * @param origin what was raised, and what gave out
 */
public record Failure(Kind kind, String code, String message, String signature, Origin origin) {

    /** One of which no more is known. */
    public Failure(Kind kind, String code, String message, String signature) {
        this(kind, code, message, signature, Origin.unknown());
    }

    /** Of one of our own problems; its code is its signature. */
    public static Failure of(Kind kind, Problem problem) {
        return new Failure(kind, problem.code(), text(problem), problem.code());
    }

    /** The same of several problems at once, at least one, of which the first gives its name to it. */
    public static Failure of(Kind kind, List<Problem> problems) {
        String code = problems.get(0).code();
        return new Failure(kind, code, problems.stream().map(Failure::text).collect(Collectors.joining("; ")), code);
    }

    /** A problem on one line. */
    public static String text(Problem problem) {
        return problem.what() + ": " + problem.why() + " (" + problem.wayOut() + ") [" + problem.code() + "]";
    }

    /** The same of another kind. */
    public Failure as(Kind other) {
        return new Failure(other, code, message, signature, origin);
    }

    /** The same, and more is known of it. */
    public Failure from(Origin known) {
        return new Failure(kind, code, message, signature, known);
    }

    /** What may be done about a failure. */
    public enum Kind {
        /** It may heal by itself: repeated by the policy, then halved. */
        REPEATABLE,
        /** New rows break a check or fall outside the step: the same rows would come again, so halved at once. */
        REFUSED_ROWS,
        /** The job cannot run, on no partition: neither repeated nor halved. */
        PERMANENT,
        /** The cluster gave out: repeated, then smaller; never the fault of a partition among others. */
        RESOURCES,
        /** Someone else wrote the partitions since the plan was made: their data stay. */
        FOREIGN_WRITE,
        /**
         * Whether the commit came through could not be found out. Tried again until it can be: the next attempt
         * looks before it writes. Never halved, since a half would not find the commit of the whole.
         */
        OUTCOME_UNKNOWN,
        /** The table's schema or protocol moved under the commit: repeated, and not counted. */
        TABLE_MOVED;

        /** The word in declarations and in the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one with this word. */
        public static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }
}
