package io.hindcast.retry;

import io.hindcast.retry.Failure.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which failures are tried again. Its text is that of the declaration. */
public sealed interface RetryWhen {

    boolean holds(Failure failure);

    /** What is tried again where nothing is said: what may heal by itself. */
    static RetryWhen usual() {
        return new OfKind(Set.of(Kind.REPEATABLE, Kind.RESOURCES));
    }

    /** Whatever failed. */
    record Always() implements RetryWhen {
        @Override
        public boolean holds(Failure failure) {
            return true;
        }

        @Override
        public String toString() {
            return "always";
        }
    }

    /** Nothing. */
    record Never() implements RetryWhen {
        @Override
        public boolean holds(Failure failure) {
            return false;
        }

        @Override
        public String toString() {
            return "never";
        }
    }

    /** By what may be done about it. */
    record OfKind(Set<Kind> kinds) implements RetryWhen {
        public OfKind {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public boolean holds(Failure failure) {
            return kinds.contains(failure.kind());
        }

        @Override
        public String toString() {
            return Flow.words(
                    "kind", new TreeSet<>(kinds).stream().map(Kind::word).toList());
        }
    }

    /** By what gave out. */
    record OfTrouble(Set<Trouble> troubles) implements RetryWhen {
        public OfTrouble {
            troubles = Set.copyOf(troubles);
        }

        @Override
        public boolean holds(Failure failure) {
            return failure.origin().trouble().filter(troubles::contains).isPresent();
        }

        @Override
        public String toString() {
            return Flow.words(
                    "kind", new TreeSet<>(troubles).stream().map(Trouble::word).toList());
        }
    }

    /**
     * By a store or a network that is away, where nobody said how long it is waited for. Reads like {@link OfTrouble}, so
     * that failures that were counted under the one count on under the other.
     */
    record OfAbsence() implements RetryWhen {

        private static final OfTrouble AWAY = new OfTrouble(Set.of(Trouble.STORE_AWAY, Trouble.NETWORK_AWAY));

        @Override
        public boolean holds(Failure failure) {
            return AWAY.holds(failure);
        }

        @Override
        public String toString() {
            return AWAY.toString();
        }
    }

    /** By its code: one of ours, or a condition of Spark, of which the parts before a dot will do. */
    record OfCode(String code) implements RetryWhen {
        @Override
        public boolean holds(Failure failure) {
            return failure.code().equals(code) || failure.code().startsWith(code + ".");
        }

        @Override
        public String toString() {
            return "{code: " + code + "}";
        }
    }

    /** Where in the chain of causes an exception is looked for. */
    enum Reach {
        /** The error itself and all its causes. */
        EXCEPTION,
        /** Its causes. */
        CAUSE,
        /** The error itself, which Spark wraps around what a job raises. */
        OUTERMOST;

        Stream<Origin.Raised> in(Origin origin) {
            Stream<Origin.Raised> chain = origin.chain().stream();
            return switch (this) {
                case EXCEPTION -> chain;
                case CAUSE -> chain.skip(1);
                case OUTERMOST -> chain.limit(1);
            };
        }

        /** The key in declarations. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By the class of what was raised; subclasses count. */
    record OfException(String type, Reach reach) implements RetryWhen {
        @Override
        public boolean holds(Failure failure) {
            return reach.in(failure.origin()).anyMatch(raised -> raised.types().contains(type));
        }

        @Override
        public String toString() {
            return "{" + reach.word() + ": " + type + "}";
        }
    }

    /** How a text is compared with a message. */
    enum Comparison {
        /** The message is the text. */
        MESSAGE,
        /** The text is somewhere in it. */
        CONTAINS,
        /** A regular expression matches from its beginning on. */
        MATCHES;

        boolean holds(String text, String message) {
            return switch (this) {
                case MESSAGE -> message.equals(text);
                case CONTAINS -> message.contains(text);
                case MATCHES -> Pattern.compile(text).matcher(message).lookingAt();
            };
        }

        /** The key in declarations. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By its message, as the ledger shows it, or as that of any of its causes was raised. */
    record OfMessage(String text, Comparison comparison) implements RetryWhen {
        public OfMessage {
            if (comparison == Comparison.MATCHES) {
                Pattern.compile(text);
            }
        }

        @Override
        public boolean holds(Failure failure) {
            return Stream.concat(
                            Stream.of(failure.message()),
                            failure.origin().chain().stream().map(Origin.Raised::message))
                    .anyMatch(message -> comparison.holds(text, message));
        }

        @Override
        public String toString() {
            return "{" + comparison.word() + ": " + Flow.quoted(text) + "}";
        }
    }

    /** What a class of the user's says. */
    record OfClass(OwnRetry.Named<OwnRetry.WhenRule> own) implements RetryWhen {
        public OfClass(OwnRetry.WhenRule rule) {
            this(new OwnRetry.Named<>(rule));
        }

        @Override
        public boolean holds(Failure failure) {
            return OwnRetry.holds(own.rule(), failure);
        }

        @Override
        public String toString() {
            return own.toString();
        }
    }

    /** What another condition does not hold of. */
    record Not(RetryWhen condition) implements RetryWhen {
        @Override
        public boolean holds(Failure failure) {
            return !condition.holds(failure);
        }

        @Override
        public String toString() {
            return "{not: " + condition + "}";
        }
    }

    /** What one of them holds of. */
    record Any(List<RetryWhen> conditions) implements RetryWhen {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Failure failure) {
            return conditions.stream().anyMatch(condition -> condition.holds(failure));
        }

        @Override
        public String toString() {
            return Flow.of("any", conditions);
        }
    }

    /** What all of them hold of. */
    record All(List<RetryWhen> conditions) implements RetryWhen {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Failure failure) {
            return conditions.stream().allMatch(condition -> condition.holds(failure));
        }

        @Override
        public String toString() {
            return Flow.of("all", conditions);
        }
    }
}
