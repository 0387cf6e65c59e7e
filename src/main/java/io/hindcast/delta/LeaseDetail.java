package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Leases.Holder;
import io.hindcast.ledger.Leases.Owner;
import java.time.Instant;

/** What the detail of a {@code leased} entry says. */
record LeaseDetail(State state, Holder holder) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What happened to the lease. */
    enum State {
        TAKEN("taken"),
        RENEWED("renewed"),
        GIVEN_BACK("given back");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    String json() {
        return MAPPER.createObjectNode()
                .put("state", state.word)
                .put("host", holder.owner().host())
                .put("process", holder.owner().process())
                .put("since", holder.since().toString())
                .put("until", holder.until().toString())
                .toString();
    }

    static LeaseDetail of(Entry entry) {
        try {
            JsonNode json = MAPPER.readTree(entry.detail());
            Owner owner = new Owner(
                    entry.run(),
                    json.path("host").asText(),
                    json.path("process").asText(),
                    entry.actor());
            Instant since = Instant.parse(json.path("since").asText());
            Instant until = Instant.parse(json.path("until").asText());
            return new LeaseDetail(state(json.path("state").asText()), new Holder(owner, since, until));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no lease: " + entry, e);
        }
    }

    private static State state(String word) {
        for (State state : State.values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalStateException("no state of a lease: " + word);
    }
}
