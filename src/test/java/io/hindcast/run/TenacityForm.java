package io.hindcast.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.retry.Failure;
import io.hindcast.retry.Growth;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.Stop;
import io.hindcast.retry.Trouble;
import io.hindcast.retry.Wait;
import io.hindcast.testing.RandomRetries;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Parts of a policy as {@code tenacity_oracle.py} reads them. */
final class TenacityForm {

    private static final double NANOS = 1e9;

    private TenacityForm() {}

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static <T> ObjectNode list(String name, List<T> items, Function<T, JsonNode> form) {
        ObjectNode tree = object();
        ArrayNode array = tree.putArray(name);
        items.forEach(item -> array.add(form.apply(item)));
        return tree;
    }

    static ObjectNode of(Stop stop) {
        if (stop instanceof Stop.Attempts attempts) {
            return object().put("attempts", attempts.most());
        }
        if (stop instanceof Stop.After after) {
            return object().put("after", seconds(after.time()));
        }
        if (stop instanceof Stop.Before before) {
            return object().put("before", seconds(before.time()));
        }
        if (stop instanceof Stop.Any any) {
            return list("any", any.stops(), TenacityForm::of);
        }
        if (stop instanceof Stop.All all) {
            return list("all", all.stops(), TenacityForm::of);
        }
        return object().put("never", true);
    }

    static ObjectNode of(Wait wait) {
        if (wait instanceof Wait.Fixed fixed) {
            return object().put("fixed", seconds(fixed.time()));
        }
        if (wait instanceof Wait.Random random) {
            ObjectNode tree = object();
            tree.putObject("random").put("from", seconds(random.from())).put("to", seconds(random.to()));
            return tree;
        }
        if (wait instanceof Wait.Incrementing growing) {
            ObjectNode tree = object();
            tree.putObject("incrementing")
                    .put("from", seconds(growing.from()))
                    .put("by", seconds(growing.by()))
                    .put("to", seconds(growing.to()));
            return tree;
        }
        if (wait instanceof Wait.FromError asked) {
            Duration otherwise = ((Wait.Fixed) asked.otherwise()).time();
            return object().put("from_error", seconds(otherwise));
        }
        if (wait instanceof Wait.Chain chain) {
            return list("chain", chain.waits(), TenacityForm::of);
        }
        if (wait instanceof Wait.Sum sum) {
            return list("sum", sum.waits(), TenacityForm::of);
        }
        return growing(wait);
    }

    private static ObjectNode growing(Wait wait) {
        if (wait instanceof Wait.Exponential exponential) {
            return growth("exponential", exponential.growth(), Duration.ZERO);
        }
        if (wait instanceof Wait.RandomExponential exponential) {
            return growth("random_exponential", exponential.growth(), Duration.ZERO);
        }
        if (wait instanceof Wait.ExponentialJitter exponential) {
            return growth("exponential_jitter", exponential.growth(), exponential.jitter());
        }
        return object().put("none", true);
    }

    private static ObjectNode growth(String name, Growth growth, Duration jitter) {
        ObjectNode tree = object();
        tree.putObject(name)
                .put("from", seconds(growth.from()))
                .put("to", seconds(growth.to()))
                .put("base", growth.base())
                .put("least", seconds(growth.least()))
                .put("jitter", seconds(jitter));
        return tree;
    }

    static ObjectNode of(RetryWhen when) {
        if (when instanceof RetryWhen.Always) {
            return object().put("always", true);
        }
        if (when instanceof RetryWhen.Never) {
            return object().put("never", true);
        }
        if (when instanceof RetryWhen.OfKind kinds) {
            return words(kinds.kinds().stream().map(Failure.Kind::word).toList());
        }
        if (when instanceof RetryWhen.OfTrouble troubles) {
            return words(troubles.troubles().stream().map(Trouble::word).toList());
        }
        if (when instanceof RetryWhen.OfException exception) {
            return exception("", exception);
        }
        if (when instanceof RetryWhen.OfMessage message) {
            return object().put(message.comparison().word(), message.text());
        }
        if (when instanceof RetryWhen.Any any) {
            return list("any", any.conditions(), TenacityForm::of);
        }
        if (when instanceof RetryWhen.All all) {
            return list("all", all.conditions(), TenacityForm::of);
        }
        return not(((RetryWhen.Not) when).condition());
    }

    /** Tenacity has some of these under names of their own. */
    private static ObjectNode not(RetryWhen condition) {
        if (condition instanceof RetryWhen.OfException exception && exception.reach() == RetryWhen.Reach.OUTERMOST) {
            // Two names for what differs in successes alone.
            return exception(exception.type().length() % 2 == 0 ? "not_" : "unless_", exception);
        }
        if (condition instanceof RetryWhen.OfMessage message && message.comparison() != RetryWhen.Comparison.CONTAINS) {
            return object().put("not_" + message.comparison().word(), message.text());
        }
        ObjectNode tree = object();
        tree.set("not", of(condition));
        return tree;
    }

    private static ObjectNode words(List<String> words) {
        ObjectNode tree = object();
        words.forEach(tree.putArray("kinds")::add);
        return tree;
    }

    private static ObjectNode exception(String prefix, RetryWhen.OfException exception) {
        ObjectNode tree = object();
        List<String> types = RandomRetries.CLASSES.stream()
                .filter(each -> each.get(0).equals(exception.type()))
                .findFirst()
                .orElseThrow();
        types.forEach(tree.putArray(prefix + exception.reach().word())::add);
        return tree;
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
