package io.hindcast.run;

import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import java.util.Optional;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/**
 * What a run changed of an asset so far, gathered in parts of which each is about twice as large as the next: so one more
 * commit costs the logarithm of their number, however scattered its partitions lie, and so does a look at a few.
 *
 * @param parts the smallest, which is the newest, first
 */
record Gathered(PStack<Part> parts) {

    /** Nothing yet. */
    static final Gathered NOTHING = new Gathered(ConsPStack.empty());

    /** Several commits as one. */
    record Part(Changed changed, long commits) {

        private Part and(Part newer) {
            return new Part(changed.and(newer.changed), commits + newer.commits);
        }
    }

    /** What a former life of the run changed. */
    static Gathered of(Changed changed) {
        return NOTHING.plus(changed);
    }

    Gathered plus(Changed changed) {
        Part next = new Part(changed, 1);
        PStack<Part> rest = parts;
        while (!rest.isEmpty() && rest.get(0).commits() <= next.commits()) {
            next = rest.get(0).and(next);
            rest = rest.subList(1);
        }
        return new Gathered(rest.plus(next));
    }

    /** Of some partitions; empty where none of them changed. */
    Optional<Changed> within(PartitionSet wanted) {
        Optional<Changed> found = Optional.empty();
        for (Part part : parts) {
            if (part.changed().partitions().intersects(wanted)) {
                Changed here = part.changed().within(wanted);
                // The other way round it is the same, for what changed twice changed wholly.
                found = Optional.of(found.map(here::and).orElse(here));
            }
        }
        return found;
    }
}
