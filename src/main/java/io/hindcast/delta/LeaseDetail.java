package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Territory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the detail of a {@code leased} entry says: what was done with a lease, and all that are held beside it, so that the
 * newest entry alone tells of every lease. Entries of before have neither sets nor others: there was one lease, of
 * everything.
 */
record LeaseDetail(Change change) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String TAKEN = "taken";

    /** How entries of before tell that an owner lived. */
    private static final String RENEWED = "renewed";

    private static final String GIVEN_BACK = "given back";

    /** Every lease that is held since. */
    List<Lease> held() {
        List<Lease> held = new ArrayList<>(change.others());
        if (change.deed() == Deed.TAKEN) {
            held.add(change.lease());
        }
        return held;
    }

    String json() {
        ObjectNode json = MAPPER.createObjectNode().put("state", change.deed() == Deed.TAKEN ? TAKEN : GIVEN_BACK);
        put(change.lease(), json);
        ArrayNode others = json.putArray("others");
        change.others().forEach(lease -> {
            ObjectNode other = others.addObject()
                    .put("run", lease.owner().run())
                    .put("actor", lease.owner().actor());
            put(lease, other);
        });
        return json.toString();
    }

    private static void put(Lease lease, ObjectNode json) {
        json.put("host", lease.owner().host())
                .put("process", lease.owner().process())
                .put("since", lease.since().toString())
                .put("until", lease.until().toString());
        put(lease.territory().writes(), json.putObject("writes"));
        put(lease.territory().reads(), json.putObject("reads"));
    }

    private static void put(SortedMap<String, String> sets, ObjectNode json) {
        sets.forEach(json::put);
    }

    static LeaseDetail of(Entry entry) {
        try {
            JsonNode json = MAPPER.readTree(entry.detail());
            List<Lease> others = new ArrayList<>();
            json.path("others")
                    .forEach(other -> others.add(lease(
                            other,
                            other.path("run").asText(),
                            other.path("actor").asText())));
            return new LeaseDetail(
                    new Change(deed(json.path("state").asText()), lease(json, entry.run(), entry.actor()), others));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no lease: " + entry, e);
        }
    }

    private static Lease lease(JsonNode json, String run, String actor) {
        return new Lease(
                new Lease.Owner(
                        run, json.path("host").asText(), json.path("process").asText(), actor),
                Instant.parse(json.path("since").asText()),
                Instant.parse(json.path("until").asText()),
                json.has("writes")
                        ? Territory.of(sets(json.path("writes")), sets(json.path("reads")))
                        : Territory.everything());
    }

    private static Map<String, String> sets(JsonNode json) {
        Map<String, String> sets = new TreeMap<>();
        json.properties().forEach(set -> sets.put(set.getKey(), set.getValue().asText()));
        return sets;
    }

    private static Deed deed(String word) {
        return switch (word) {
            case TAKEN, RENEWED -> Deed.TAKEN;
            case GIVEN_BACK -> Deed.GIVEN_BACK;
            default -> throw new IllegalStateException("no state of a lease: " + word);
        };
    }
}
