package io.hindcast.run;

import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Decided;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.ledger.Territory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides what a run gets of what it wishes for, given the leases of others. A pure function: the leases are changed by
 * who asks.
 *
 * @param owner who asks
 * @param now when
 * @param time how long a lease lasts without a sign of life
 * @param patience what to do where someone else is at work
 * @param listened whether a silent owner was listened for long enough
 */
public record Claiming(Lease.Owner owner, Instant now, Duration time, Patience patience, Predicate<Held> listened) {

    /** What to do where someone else is at work. */
    public enum Patience {
        /** Take nothing, and ask again. */
        WAIT,
        /** Leave out what they hold. */
        LEAVE_OUT
    }

    /**
     * What a run wishes for.
     *
     * @param <T> what it is about to do
     * @param footprint what that needs
     * @param without the part of it that gets in nobody's way
     */
    public record Wish<T>(T thing, Function<T, Footprint> footprint, BiFunction<T, List<Lease>, T> without) {

        Wish<T> of(T part) {
            return new Wish<>(part, footprint, without);
        }

        Footprint needs() {
            return footprint.apply(thing);
        }
    }

    /** How a claim ended. */
    public sealed interface Answer<T> {

        /**
         * The lease is taken.
         *
         * @param part of what was wished for
         * @param territory that is held now
         * @param others that live, all of them
         * @param inTheWay those of them for which something was left out
         * @param dead whose leases were in the way, and are no more
         */
        record Granted<T>(T part, Territory territory, List<Lease> others, List<Lease> inTheWay, List<Lease> dead)
                implements Answer<T> {}

        /**
         * Nothing is taken yet.
         *
         * @param of who is waited for, at least one
         */
        record Wait<T>(List<Held> of) implements Answer<T> {}

        /**
         * Others hold all of it.
         *
         * @param part what is left of the wish: nothing that would be written
         */
        record Refused<T>(T part, List<Lease> by) implements Answer<T> {}
    }

    /** What becomes of a wish. */
    public <T> Decided<Answer<T>> decide(Wish<T> wish, List<Held> all) {
        List<Held> blocking = all.stream()
                .filter(held -> !held.lease().owner().isSame(owner))
                .filter(held -> !isDead(held))
                .filter(held ->
                        isSameRun(held) || wish.needs().meets(held.lease().territory()))
                .toList();
        List<Held> unknown =
                blocking.stream().filter(held -> held.sign() == Sign.SILENT).toList();
        if (!unknown.isEmpty()) {
            return Decided.nothing(new Answer.Wait<>(unknown));
        }
        if (!blocking.isEmpty() && patience == Patience.WAIT) {
            return Decided.nothing(new Answer.Wait<>(blocking));
        }
        List<Lease> others = blocking.stream().map(Held::lease).toList();
        Wish<T> rest = others.isEmpty() ? wish : wish.of(wish.without().apply(wish.thing(), others));
        boolean nothingLeft = rest.needs().isIdle() && !wish.needs().isIdle();
        if (nothingLeft || blocking.stream().anyMatch(this::isSameRun)) {
            return Decided.nothing(new Answer.Refused<>(rest.thing(), others));
        }
        return granted(rest, all, others);
    }

    private <T> Decided<Answer<T>> granted(Wish<T> wish, List<Held> all, List<Lease> inTheWay) {
        Footprint needs = wish.needs();
        List<Lease> kept = new ArrayList<>();
        List<Lease> living = new ArrayList<>();
        List<Lease> dead = new ArrayList<>();
        Instant since = now;
        for (Held held : all) {
            Lease lease = held.lease();
            if (lease.owner().isSame(owner)) {
                since = lease.since();
            } else if (isSameRun(held) || (isDead(held) && needs.meets(lease.territory()))) {
                dead.add(lease);
            } else {
                kept.add(lease);
                if (!isDead(held)) {
                    living.add(lease);
                }
            }
        }
        Lease own = new Lease(owner, since, now.plus(time), needs.territory());
        return new Decided<>(
                new Answer.Granted<>(wish.thing(), own.territory(), living, inTheWay, dead),
                Optional.of(new Change(Deed.TAKEN, own, kept)));
    }

    private boolean isSameRun(Held held) {
        return held.lease().owner().run().equals(owner.run());
    }

    private boolean isDead(Held held) {
        return held.sign() == Sign.ENDED || (held.sign() == Sign.SILENT && listened.test(held));
    }
}
