package io.hindcast.retry;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users write to decide of retries themselves: a public class with a public constructor without arguments that
 * implements one or several of these, in a jar of the warehouse, named as {@code {class: com.example.Nightly}} in a
 * declaration. It is asked on the thread that owns the run, so it should answer at once and from what it is given: a run that
 * is resumed asks again. One that throws has said nothing.
 */
public final class OwnRetry {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRetry.class);

    /** However long is asked for: as much as any declaration may say. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private OwnRetry() {}

    /** Says when a step is given up. */
    public interface StopRule {

        /**
         * Whether no further attempt is made.
         *
         * @param upcoming how long would be waited for the next one
         */
        boolean isReached(RetryContext context, Duration upcoming);
    }

    /** Says how long is waited. */
    public interface WaitRule {

        /** The time between a failed attempt and the next. */
        Duration after(RetryContext context);
    }

    /** Says which failures are tried again. */
    public interface WhenRule {

        /** Whether this is one. */
        boolean holds(Failure failure);
    }

    /** A rule as it is declared, by its class: two of one class are the same. */
    public record Named<R>(R rule) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Named<?> named && named.rule.getClass().equals(rule.getClass());
        }

        @Override
        public int hashCode() {
            return rule.getClass().hashCode();
        }

        @Override
        public String toString() {
            return "{class: " + rule.getClass().getName() + "}";
        }
    }

    /** A step is given up where its rule cannot tell: it would be tried for ever. */
    static boolean isReached(StopRule rule, RetryContext context, Duration upcoming) {
        return asked(rule, () -> rule.isReached(context, upcoming), true);
    }

    /** Within bounds; nothing where the rule cannot tell. */
    static Duration after(WaitRule rule, RetryContext context) {
        Duration asked = asked(rule, () -> rule.after(context), Duration.ZERO);
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** Not tried again where the rule cannot tell. */
    static boolean holds(WhenRule rule, Failure failure) {
        return asked(rule, () -> rule.holds(failure), false);
    }

    private static <T> T asked(Object rule, Supplier<T> answer, T otherwise) {
        try {
            T told = answer.get();
            return told == null ? otherwise : told;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} could not tell whether to try again", rule.getClass().getName(), e);
            return otherwise;
        }
    }
}
