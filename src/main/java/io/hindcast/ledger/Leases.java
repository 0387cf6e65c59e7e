package io.hindcast.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The leases of a warehouse. Several live at once, as long as none gets in another's way. */
public interface Leases {

    /** Every lease that was not given back, of the living and of the dead. */
    List<Held> all();

    /**
     * Asks what is to become of the leases as they are, and does it as one transaction. Should they change meanwhile, it
     * asks again: of several who saw partitions free only one takes them.
     *
     * @param decision a pure function, which may be asked several times
     */
    <T> T decide(Function<List<Held>, Decided<T>> decision);

    /** Lets others hear that an owner lives. Its lease is not looked at. */
    void beat(Lease.Owner owner);

    /** The leases of runs that are not known to have ended. */
    default List<Lease> living() {
        return all().stream()
                .filter(held -> held.sign() != Sign.ENDED)
                .map(Held::lease)
                .toList();
    }

    /** Whether an owner still has its lease. */
    default boolean isHeldBy(Lease.Owner owner) {
        return all().stream().anyMatch(held -> held.lease().owner().isSame(owner));
    }

    /** Gives a lease back; nothing happens when it is no longer held. */
    default void giveBack(Lease.Owner owner) {
        decide(all -> {
            List<Lease> others = all.stream()
                    .map(Held::lease)
                    .filter(lease -> !lease.owner().isSame(owner))
                    .toList();
            return new Decided<>(
                    others.size(),
                    all.stream()
                            .map(Held::lease)
                            .filter(lease -> lease.owner().isSame(owner))
                            .findFirst()
                            .map(lease -> new Change(Deed.GIVEN_BACK, lease, others)));
        });
    }

    /**
     * A lease, and whether its owner was heard of.
     *
     * @param heard when it was last heard of by the store's clock; empty when nothing tells
     */
    record Held(Lease lease, Sign sign, Optional<Instant> heard) {}

    /** What there is to see of an owner. */
    enum Sign {
        /** It was heard of within its time. */
        ALIVE,
        /** It was not. Clocks may be wrong: whoever wants its place listens for a while. */
        SILENT,
        /** Its process is known to have ended. */
        ENDED
    }

    /**
     * What was decided.
     *
     * @param answer for who asked
     * @param change of the leases; empty for none
     */
    record Decided<T>(T answer, Optional<Change> change) {

        /** An answer that changes nothing. */
        public static <T> Decided<T> nothing(T answer) {
            return new Decided<>(answer, Optional.empty());
        }
    }

    /**
     * A change of the leases.
     *
     * @param lease that is taken, changed, or given back
     * @param others all that are held beside it
     */
    record Change(Deed deed, Lease lease, List<Lease> others) {

        public Change {
            others = List.copyOf(others);
        }
    }

    /** What is done with a lease. */
    enum Deed {
        TAKEN,
        GIVEN_BACK
    }
}
