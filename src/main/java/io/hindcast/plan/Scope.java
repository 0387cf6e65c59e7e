package io.hindcast.plan;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which partitions a request may touch: what its terms name, and what comes along. What the request excludes ends the
 * way: what is only reached through it does not come along.
 *
 * @param request what was asked
 * @param named what the terms and bounds name
 * @param forced what of these is rebuilt whatever it is
 * @param eligible what may be rebuilt: named, upstream and downstream of it
 * @param permitted all that there is and that the request does not exclude
 * @param outside what was named outside the declared range; of ranges without end nothing that is yet to come
 * @param excepted what would be eligible, had the request not excluded it
 * @param notes what was rounded
 */
record Scope(
        Request request,
        NamedSets named,
        NamedSets forced,
        NamedSets eligible,
        NamedSets permitted,
        NamedSets outside,
        NamedSets excepted,
        List<String> notes) {

    static Scope of(Request request, Warehouse warehouse, Instant now) {
        Rounding rounding = new Rounding();
        Permitted permitted = new Permitted(request, warehouse, rounding, now);
        Naming naming = Naming.of(request, warehouse, permitted, rounding);
        Reach reach = new Reach(warehouse, permitted);
        NamedSets following = reach.downstream(naming.followed());
        NamedSets leading = reach.upstream(naming.led());
        NamedSets eligible = NamedSets.of(
                warehouse,
                asset -> naming.named()
                        .of(asset.name())
                        .union(following.of(asset.name()))
                        .union(leading.of(asset.name())));
        NamedSets forced = request.force() == Request.Force.NAMED ? naming.named() : NamedSets.empty(warehouse);
        return new Scope(
                request,
                naming.named(),
                forced,
                eligible,
                NamedSets.of(warehouse, permitted::all),
                naming.outside(),
                permitted.refused(),
                rounding.notes());
    }

    /** The same, but these partitions are not forced. */
    Scope sparing(Map<String, PartitionSet> spared) {
        NamedSets rest = forced.without(spared);
        return new Scope(request, named, rest, eligible, permitted, outside, excepted, notes);
    }
}
