package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Step;
import io.hindcast.retry.Draws;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Origin;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Trouble;
import io.hindcast.testing.RandomRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy and what happens to attempts under it: for Tenacity as JSON, and carried out by a run of one partition.
 *
 * @param attempts one after the other; the last of them that is needed succeeds, or the policy gives up before
 */
record TenacityCase(RetryPolicy policy, List<Trying> attempts) {

    private static final int MOST = 12;
    private static final int NUMBERS = 40;
    private static final RetryWhen TRY_AGAIN = new RetryWhen.OfException("TryAgain", RetryWhen.Reach.OUTERMOST);
    private static final Instant NOW = Instant.parse("2013-06-01T00:00:00Z");
    private static final Partitioning DAYS = days("2013-01-01..2013-01-01");
    private static final Warehouse WAREHOUSE =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();

    /**
     * One attempt.
     *
     * @param failure empty when it succeeds
     * @param asksAgain whether it asks for another attempt, whatever the policy says of its failure
     * @param random what chance gives
     */
    record Trying(Optional<Failure> failure, AsksAgain asksAgain, Duration time, double random) {}

    enum AsksAgain {
        YES,
        NO
    }

    static TenacityCase of(RandomRetries random) {
        RetryPolicy made = random.policy();
        // A run never tries a success again, and nothing is tried for ever here.
        Stop bounded = new Stop.Any(List.of(made.stop(), Stop.afterAttempts(MOST)));
        boolean isTryAgain = random.random().nextInt(6) == 0;
        RetryWhen when = isTryAgain ? new RetryWhen.Any(List.of(made.when(), TRY_AGAIN)) : made.when();
        RetryPolicy policy = new RetryPolicy(bounded, made.backoff(), when, List.of());
        int failures = random.random().nextInt(MOST + 4);
        List<Trying> attempts = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            attempts.add(failing(random, isTryAgain && random.random().nextBoolean() ? AsksAgain.YES : AsksAgain.NO));
        }
        attempts.add(new Trying(Optional.empty(), AsksAgain.NO, random.shortOrLong(40), 0));
        return new TenacityCase(policy, attempts);
    }

    private static Trying failing(RandomRetries random, AsksAgain asksAgain) {
        List<Origin.Raised> chain = new ArrayList<>();
        if (asksAgain == AsksAgain.YES) {
            chain.add(new Origin.Raised(List.of("TryAgain"), ""));
        }
        chain.add(new Origin.Raised(random.oneOf(RandomRetries.CLASSES), random.oneOf(RandomRetries.MESSAGES)));
        for (int i = random.random().nextInt(3); i > 0; i--) {
            chain.add(new Origin.Raised(random.oneOf(RandomRetries.CLASSES), "#" + i));
        }
        Optional<Duration> retryAfter =
                random.random().nextInt(3) == 0 ? Optional.of(random.time(80)) : Optional.empty();
        Trouble trouble = random.oneOf(List.of(Trouble.values()));
        Failure failure = new Failure(
                random.oneOf(List.of(
                        Failure.Kind.REPEATABLE,
                        Failure.Kind.REPEATABLE,
                        Failure.Kind.RESOURCES,
                        Failure.Kind.REFUSED_ROWS)),
                "CODE",
                chain.get(0).message(),
                "CODE",
                new Origin(Optional.of(trouble), chain, retryAfter));
        return new Trying(
                Optional.of(failure),
                asksAgain,
                random.shortOrLong(40),
                random.random().nextDouble());
    }

    /** What Tenacity is told. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("stop", TenacityForm.of(policy.stop()));
        tree.set("wait", TenacityForm.of(policy.backoff()));
        tree.set("when", TenacityForm.of(condition()));
        tree.put("enabled", true);
        ArrayNode all = tree.putArray("attempts");
        attempts.forEach(each -> add(each, all.addObject()));
        return tree;
    }

    /** Tenacity knows by itself what asks for another attempt. */
    private RetryWhen condition() {
        return policy.when() instanceof RetryWhen.Any any && any.conditions().contains(TRY_AGAIN)
                ? any.conditions().get(0)
                : policy.when();
    }

    private static void add(Trying each, ObjectNode tree) {
        tree.put("seconds", TenacityForm.seconds(each.time()));
        tree.put("again", each.asksAgain() == AsksAgain.YES);
        Draws draws = new Draws(each.random());
        ArrayNode numbers = tree.putArray("numbers");
        Stream.generate(draws::getAsDouble).limit(NUMBERS).forEach(numbers::add);
        ArrayNode chain = tree.putArray("chain");
        each.failure().ifPresent(failure -> {
            failure.origin()
                    .chain()
                    .subList(
                            each.asksAgain() == AsksAgain.YES ? 1 : 0,
                            failure.origin().chain().size())
                    .forEach(raised -> {
                        ObjectNode link = chain.addObject().put("message", raised.message());
                        raised.types().forEach(link.putArray("types")::add);
                    });
            tree.put("kind", failure.kind().word());
            tree.put("trouble", failure.origin().trouble().orElseThrow().word());
            tree.set("after", JsonNodeFactory.instance.nullNode());
            failure.origin().retryAfter().ifPresent(time -> tree.put("after", TenacityForm.seconds(time)));
        });
    }

    /** What a run does, in the words in which Tenacity is asked. */
    ObjectNode carriedOut() {
        PartitionSet day = DAYS.domain();
        Step step = new Step(
                "a/1",
                "a",
                day,
                Map.of(Reason.MISSING, day),
                PartitionSet.empty(DAYS),
                Map.of(),
                List.of(),
                Estimate.NOTHING);
        Told told = new Told();
        RunState state =
                RunState.begin(RunSetup.of(WAREHOUSE, List.of(step), Earlier.nothing(), policy, 1), Map.of(), Map.of());
        Instant now = NOW;
        Iterator<Trying> next = attempts.iterator();
        RunEvent event = new RunEvent.Woken();
        while (true) {
            RunState.Transition turned = state.on(event, now);
            state = turned.state();
            turned.notices().forEach(notice -> notice.to(told));
            if (state.isOver()) {
                return told.tree();
            }
            if (state.running().isEmpty()) {
                now = state.nextWake().orElseThrow();
                event = new RunEvent.Woken();
                continue;
            }
            Trying attempt = next.next();
            now = now.plus(attempt.time());
            event = attempt.failure()
                    .<RunEvent>map(failure -> new RunEvent.StepFailed("a/1", failure, attempt.random()))
                    .orElseGet(() -> new RunEvent.StepCommitted("a/1", day, PartitionSet.empty(DAYS)));
        }
    }

    /** Counts the notices that are what Tenacity calls hooks for. */
    private static final class Told implements Notice.Handler {

        private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
        private final ArrayNode waits = tree.putArray("waits");

        Told() {
            tree.put("end", "done").put("idle", 0.0);
        }

        ObjectNode tree() {
            return tree;
        }

        private void count(String what) {
            tree.put(what, tree.path(what).asInt() + 1);
        }

        @Override
        public void start(Notice.Start notice) {
            count("before");
            tree.put("attempts", notice.attempt());
        }

        @Override
        public void judged(Notice.Judged notice) {
            double idle = TenacityForm.seconds(
                    notice.effort().idle().plus(notice.verdict().pause()));
            tree.put("idle", idle)
                    .put("delay", TenacityForm.seconds(notice.effort().sinceFirst()));
            if (notice.verdict().then() == Verdict.Then.AGAIN) {
                count("after");
                count("before_sleep");
                waits.add(TenacityForm.seconds(notice.verdict().pause()));
            } else if (notice.verdict().why().startsWith("given up")) {
                count("after");
                count("gave_up");
                tree.put("end", "given up");
            } else {
                tree.put("end", "not tried again");
            }
        }

        @Override
        public void retry(Notice.Retry notice) {}

        @Override
        public void halved(Notice.Halved notice) {
            throw new AssertionError("one partition has no halves");
        }

        @Override
        public void quarantined(Notice.Quarantined notice) {}

        @Override
        public void leftOut(Notice.NotRun notice) {
            throw new AssertionError(notice);
        }
    }
}
