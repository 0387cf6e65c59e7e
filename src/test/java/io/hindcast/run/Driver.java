package io.hindcast.run;

import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Territory;
import io.hindcast.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One of {@link TwoDrivers}, between two things that it does. */
record Driver(String run, Phase phase) {

    /** A step's transaction. */
    record Open(Fragment fragment, long at, Map<String, Long> read) {}

    /** How far it is. */
    sealed interface Phase {
        record Begins() implements Phase {}

        record Claims(Plan plan) implements Phase {}

        record Rereads(Territory territory, List<Lease> others) implements Phase {}

        record Runs(Plan plan, RunState state, Map<String, Open> open, Map<String, Open> late) implements Phase {}

        record Ended(String how) implements Phase {}

        record Dead(Map<String, Open> late) implements Phase {}
    }

    Lease.Owner owner() {
        return new Lease.Owner(run, "here", run, "x");
    }

    boolean holds(Lease lease) {
        return lease.owner().isSame(owner());
    }

    boolean isAtWork() {
        return !(phase instanceof Phase.Ended || phase instanceof Phase.Dead);
    }

    /** Writes that are under way though nobody waits for them. */
    Map<String, Open> late() {
        if (phase instanceof Phase.Runs runs) {
            return runs.late();
        }
        return phase instanceof Phase.Dead dead ? dead.late() : Map.of();
    }

    /** What tells two of them apart. */
    String key() {
        if (phase instanceof Phase.Claims claims) {
            return "claims" + claims.plan().rewritten();
        }
        if (phase instanceof Phase.Rereads rereads) {
            return "rereads" + rereads.territory() + rereads.others();
        }
        if (phase instanceof Phase.Dead dead) {
            return "dead" + dead.late();
        }
        if (phase instanceof Phase.Runs runs) {
            RunState state = runs.state();
            return "runs" + runs.plan().rewritten() + runs.plan().sealed().targets() + state.mood()
                    + new TreeSet<>(state.running().keySet())
                    + state.fragments().ready() + new TreeMap<>(state.steps().waitingFor())
                    + state.tracks() + state.effects() + new TreeMap<>(runs.open())
                    + new TreeMap<>(runs.late());
        }
        return phase.toString();
    }
}
