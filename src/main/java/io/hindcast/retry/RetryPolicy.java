package io.hindcast.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether a failed attempt is made again, and after what time. A value: it knows no clock and draws no random numbers.
 *
 * @param stop when a step is given up
 * @param backoff the time between attempts
 * @param when which failures are tried again at all
 * @param rules for some failures something else: the first that fits decides
 */
public record RetryPolicy(Stop stop, Wait backoff, RetryWhen when, List<Rule> rules) {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * A store that is away is away for each half as well, so it is waited for: longer than a restart or an overload takes,
     * and not so long that a night is over before someone is told.
     */
    private static final Rule PATIENCE = new Rule(
            new RetryWhen.OfAbsence(),
            Optional.of(new Stop.After(Duration.ofMinutes(10))),
            Optional.of(Wait.exponential(SECOND, Duration.ofSeconds(30)).withJitter(SECOND)));

    private static final RetryPolicy STANDARD = new RetryPolicy(
            Stop.afterAttempts(3),
            Wait.exponential(SECOND, MINUTE).withJitter(SECOND),
            RetryWhen.usual(),
            List.of(PATIENCE));

    private static final RetryPolicy NONE =
            new RetryPolicy(Stop.afterAttempts(1), Wait.none(), new RetryWhen.Never(), List.of());

    public RetryPolicy {
        rules = List.copyOf(rules);
    }

    /** The same attempts and waits whatever failed. */
    public RetryPolicy(int attempts, Wait wait, Duration jitter) {
        this(Stop.afterAttempts(attempts), wait.withJitter(jitter), RetryWhen.usual(), List.of());
    }

    /**
     * What holds where nothing is declared: three attempts, after one and two seconds and up to a second of jitter. A
     * store or a network that is away is waited for ten minutes long, until somebody says when a step is given up.
     */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** Nothing is tried again. */
    public static RetryPolicy none() {
        return NONE;
    }

    /**
     * For some failures something else.
     *
     * @param when which
     * @param stop when such a failure is given up; empty for what holds elsewhere
     * @param backoff the time between attempts; empty for what holds elsewhere
     */
    public record Rule(RetryWhen when, Optional<Stop> stop, Optional<Wait> backoff) {
        @Override
        public String toString() {
            return "{on: " + when + stop.map(s -> ", stop: " + s).orElse("")
                    + backoff.map(w -> ", wait: " + w).orElse("") + "}";
        }
    }

    /** The rules that hold on where it is said when a step is given up: those that somebody declared. */
    List<Rule> declaredRules() {
        return rules.stream().filter(rule -> !rule.equals(PATIENCE)).toList();
    }

    /** The same without rules of their own for some failures. */
    public RetryPolicy withoutRules() {
        return new RetryPolicy(stop, backoff, when, List.of());
    }

    /** The rule that decides of a failure; empty where the policy itself does. */
    public Optional<Rule> rule(Failure failure) {
        return rules.stream().filter(rule -> rule.when().holds(failure)).findFirst();
    }

    /** What decides of a failure: the rule that fits, and what it does not say as the policy has it. */
    public RetryPolicy governing(Failure failure) {
        return rule(failure)
                .map(rule -> new RetryPolicy(
                        rule.stop().orElse(stop), rule.backoff().orElse(backoff), rule.when(), List.of()))
                .orElseGet(this::withoutRules);
    }

    /**
     * Decides of a failure that this governs.
     *
     * @param random numbers from 0 to 1, for waits that draw lots
     */
    public Answer answer(RetryContext context, DoubleSupplier random) {
        if (!when.holds(context.failure())) {
            return new Answer(Optional.empty(), "not tried again: it is none of " + when);
        }
        Duration upcoming = backoff.after(context, random);
        if (stop.isReached(context, upcoming)) {
            return new Answer(Optional.empty(), "given up: stop " + stop);
        }
        return new Answer(Optional.of(upcoming), "tried again: stop " + stop + " is not reached");
    }

    /**
     * What a policy says to a failure.
     *
     * @param pause after what time it is tried again; empty when it is not
     * @param why in words
     */
    public record Answer(Optional<Duration> pause, String why) {}

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of("stop: " + stop, "wait: " + backoff));
        if (!when.equals(RetryWhen.usual())) {
            parts.add("on: " + when);
        }
        if (!rules.isEmpty()) {
            parts.add("errors: " + rules);
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
