package io.hindcast.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.retry.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the row of an attempt in the ledger tells in its column {@code detail}: {@code {"kind": "resources", "code":
 * "HC-331", "trouble": "store_away", "then": "again", "why": "...", "wait": 2.5, "waited": 1.0, "idle": 1.0, "since_first":
 * 31.2, "rule": "{kind: store_away}"}}. Rows that were written before lack most of it. All times are seconds.
 *
 * @param kind what may be done about the failure
 * @param trouble what gave out; empty where that is not known
 * @param then what came of it, in a word
 * @param why in words
 * @param pause how long was to be waited for the next attempt
 * @param waited how long was waited for this one
 * @param idle how long was waited for all of its step or half
 * @param sinceFirst from the begin of the first attempt of its step or half
 * @param rule the rule for some failures that decided; empty where the policy itself did
 */
public record FailureDetail(
        String kind,
        String trouble,
        String then,
        String why,
        OptionalDouble pause,
        OptionalDouble waited,
        OptionalDouble idle,
        OptionalDouble sinceFirst,
        String rule) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String KIND = "kind";
    private static final String CODE = "code";
    private static final String TROUBLE = "trouble";
    private static final String THEN = "then";
    private static final String WHY = "why";
    private static final String WAIT = "wait";
    private static final String WAITED = "waited";
    private static final String IDLE = "idle";
    private static final String SINCE_FIRST = "since_first";
    private static final String RULE = "rule";
    private static final double MILLIS = 1000;

    /** What a detail tells. */
    public static FailureDetail parse(String detail) {
        JsonNode tree = read(detail);
        return new FailureDetail(
                tree.path(KIND).asText(""),
                tree.path(TROUBLE).asText(""),
                tree.path(THEN).asText(""),
                tree.path(WHY).asText(""),
                number(tree, WAIT),
                number(tree, WAITED),
                number(tree, IDLE),
                number(tree, SINCE_FIRST),
                tree.path(RULE).asText(""));
    }

    /** The rule by which a failure counts; empty when it does not count, which only the words of the kind tell. */
    Optional<String> countedBy() {
        boolean counts = !rule.isEmpty()
                || !(kind.equals(Failure.Kind.TABLE_MOVED.word()) || kind.equals(Failure.Kind.OUTCOME_UNKNOWN.word()));
        return counts ? Optional.of(rule) : Optional.empty();
    }

    static ObjectNode tree(Failure failure) {
        ObjectNode tree =
                MAPPER.createObjectNode().put(KIND, failure.kind().word()).put(CODE, failure.code());
        failure.origin().trouble().ifPresent(trouble -> tree.put(TROUBLE, trouble.word()));
        return tree;
    }

    static String of(Notice.Judged judged) {
        Verdict verdict = judged.verdict();
        ObjectNode tree =
                tree(judged.failure()).put(THEN, verdict.then().word()).put(WHY, verdict.why());
        if (verdict.then() == Verdict.Then.AGAIN) {
            tree.put(WAIT, seconds(verdict.pause()));
        }
        tree.put(WAITED, seconds(judged.effort().waited()))
                .put(IDLE, seconds(judged.effort().idle()))
                .put(SINCE_FIRST, seconds(judged.effort().sinceFirst()));
        if (!verdict.rule().isEmpty()) {
            tree.put(RULE, verdict.rule());
        }
        return tree.toString();
    }

    /** Of an attempt that begins; nothing where nothing was waited for it. */
    static String ofStart(Duration waited) {
        return waited.isZero()
                ? ""
                : MAPPER.createObjectNode().put(WAITED, seconds(waited)).toString();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    private static OptionalDouble number(JsonNode tree, String field) {
        return tree.path(field).isNumber() ? OptionalDouble.of(tree.path(field).asDouble()) : OptionalDouble.empty();
    }

    private static JsonNode read(String detail) {
        try {
            return detail.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(detail);
        } catch (JsonProcessingException otherwise) {
            // A row of another hand: it tells nothing of what is asked here.
            return MissingNode.getInstance();
        }
    }
}
