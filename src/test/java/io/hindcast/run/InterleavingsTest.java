package io.hindcast.run;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Lease;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import io.hindcast.run.CommitLog.Commit;
import io.hindcast.run.Driver.Phase;
import io.hindcast.run.TwoDrivers.Faults;
import io.hindcast.run.TwoDrivers.Next;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of two drivers on a plan of four steps, with deaths, lost answers, writes that land late, and leases that
 * are taken from the living: no two write a partition unseen, none is lost, and all is finished. {@code -Dhindcast.soak=N} lets
 * more go wrong.
 */
@Tag("once")
class InterleavingsTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-01-02");
    private static final boolean SOAK = Integer.getInteger("hindcast.soak", 1) > 1;

    private final Warehouse warehouse = world().source("s", DAYS)
            .asset("a", DAYS, input("s"))
            .asset("b", DAYS, input("a", MappingRule.window(1, 0)))
            .warehouse();

    private int states;
    private int ends;
    private int refusals;
    private int held;

    private final Request all = Request.everything();

    @AfterEach
    void tell() {
        System.out.println("two drivers: " + states + " states, " + ends + " ends, " + refusals + " commits refused, "
                + held + " ends with something left to the other");
        assertThat(ends).isPositive();
    }

    @Test
    @Tag("long")
    void aRunThatFallsSilentAndGoesOnWritesNothingOver() {
        explore(List.of(all, all), new Faults(0, 1, 0, "", false));
        assertThat(refusals).isPositive();
    }

    @Test
    void whoeverReadsADayThatTheOtherIsToRewriteLeavesItOrWaits() {
        // All was built before staging grew.
        List<Commit> built = List.of(commit("a", Map.of("s", 1L)), commit("b", Map.of("a", 1L)));
        explore(List.of(request("a@2013-01-01"), alone("a@2013-01-02")), built, new Faults(1, 0, 0, "", false));
        assertThat(held).isPositive();
    }

    @Test
    @Tag("long")
    void deathsAndLostAnswersLoseNothing() {
        explore(List.of(all, all), new Faults(1, 0, 1, "", false));
        if (SOAK) {
            explore(List.of(all, all), new Faults(2, 1, 1, "", false));
        }
        assertThat(states).isGreaterThan(1_000);
    }

    @Test
    @Tag("long")
    void runsOfOneDayEachWorkSideBySide() {
        List<Request> days = List.of(request("a@2013-01-01"), request("a@2013-01-02"));
        explore(days, new Faults(1, 1, 0, "", false));
        if (SOAK) {
            explore(days, new Faults(1, 1, 1, "", false));
        }
        assertThat(states).isGreaterThan(1_000);
    }

    @Test
    @Tag("long")
    void oneMayReadWhatTheOtherWrites() {
        explore(List.of(request("a"), request("b")), new Faults(0, 1, 1, "", false));
        assertThat(states).isGreaterThan(1_000);
    }

    private static Commit commit(String asset, Map<String, Long> read) {
        return new Commit(asset, DAYS.domain(), "r-0", asset + "/1", read);
    }

    private static Request request(String term) {
        return request(term, Request.Follow.DOWNSTREAM);
    }

    private static Request alone(String term) {
        return request(term, Request.Follow.NOTHING);
    }

    private static Request request(String term, Request.Follow follow) {
        return new Request(
                Term.parseAll(term),
                Request.Bounds.none(),
                Optional.empty(),
                Request.Mode.OUT_OF_DATE,
                Request.Force.NO,
                follow,
                Request.Direction.OLDEST_FIRST,
                term);
    }

    private void explore(List<Request> requests, Faults faults) {
        explore(requests, List.of(), faults);
    }

    private void explore(List<Request> requests, List<Commit> built, Faults faults) {
        TwoDrivers.Setting setting = new TwoDrivers.Setting(warehouse, requests, SOAK ? 2 : 1, new HashMap<>());
        TwoDrivers begin = TwoDrivers.begin(setting, built, faults);
        Map<String, List<String>> ways = new HashMap<>();
        Deque<TwoDrivers> open = new ArrayDeque<>();
        ways.put(begin.key(), List.of());
        open.add(begin);
        while (!open.isEmpty()) {
            TwoDrivers here = open.removeLast();
            List<String> way = ways.getOrDefault(here.key(), List.of());
            states++;
            List<Next> next = here.next();
            if (here.isOver()) {
                requireFinishable(here, faults, way);
            } else {
                assertThat(next).as("stuck after %s", way).isNotEmpty();
            }
            for (Next each : next) {
                List<String> longer = new ArrayList<>(way);
                longer.add(each.what());
                refusals += each.what().endsWith("is refused") ? 1 : 0;
                requireFenced(here, each.to(), faults, longer);
                if (ways.putIfAbsent(each.to().key(), longer) == null) {
                    open.add(each.to());
                }
            }
        }
    }

    /** A commit replaces nothing that its run has not seen, no step commits twice, and without a cause nobody is refused. */
    private static void requireFenced(TwoDrivers before, TwoDrivers after, Faults faults, List<String> way) {
        boolean undisturbed = faults.silences() == after.faults().silences()
                && faults.crashes() == after.faults().crashes();
        if (undisturbed) {
            assertThat(way.get(way.size() - 1)).as("%s", way).doesNotContain("is refused");
        }
        List<Commit> commits = after.log().commits();
        if (commits.size() == before.log().commits().size()) {
            return;
        }
        Commit commit = commits.get(commits.size() - 1);
        assertThat(before.log().commits()).as("%s", way).noneMatch(other -> other.isOf(commit.run(), commit.step()));
        if (undisturbed && after.faults().losses() == faults.losses()) {
            requireLeased(before, commit, way);
        }
        Driver driver = after.drivers().stream()
                .filter(each -> each.run().equals(commit.run()))
                .findFirst()
                .orElseThrow();
        if (driver.phase() instanceof Phase.Runs runs) {
            long planned = runs.plan().sealed().targets().getOrDefault(commit.asset(), -1L);
            List<Commit> own = before.log().of(commit.asset());
            assertThat(own.subList((int) Math.max(0, planned), own.size()))
                    .as("%s", way)
                    .noneMatch(other ->
                            !other.run().equals(commit.run()) && other.set().intersects(commit.set()));
        }
    }

    /** It lies within the lease of its run, and nobody else relies on what it replaces. */
    private static void requireLeased(TwoDrivers before, Commit commit, List<String> way) {
        for (Lease lease : before.leases()) {
            boolean own = lease.owner().run().equals(commit.run());
            boolean within = lease.territory().writesOf(commit.asset(), DAYS).containsAll(commit.set());
            boolean used = lease.territory().usesOf(commit.asset(), DAYS).intersects(commit.set());
            assertThat(own ? within : !used).as("%s", way).isTrue();
        }
    }

    /** Whoever left nothing to the other is done, and from wherever it ended one more run comes to the end. */
    private void requireFinishable(TwoDrivers over, Faults faults, List<String> way) {
        ends++;
        boolean someHeld = over.drivers().stream()
                .anyMatch(driver -> driver.phase() instanceof Phase.Ended ended
                        && ended.how().startsWith("held"));
        held += someHeld ? 1 : 0;
        boolean allFollow =
                over.setting().requests().stream().allMatch(request -> request.follow() == Request.Follow.DOWNSTREAM);
        // What follows from a day that was rewritten alone, and later, is nobody's.
        if (over.faults().equals(faults) && allFollow) {
            for (int i = 0; i < over.drivers().size(); i++) {
                boolean done = over.drivers().get(i).phase() instanceof Phase.Ended ended
                        && ended.how().equals("done DONE");
                Plan left = over.plan(i);
                assertThat(!done || left.isEmpty())
                        .as("%s left %s", way, left.rewritten())
                        .isTrue();
            }
        }
        TwoDrivers last = over.joinedBy(Request.everything());
        int steps = 0;
        while (!last.isOver()) {
            assertThat(steps++).as("%s never ends", way).isLessThan(100);
            last = last.next().stream()
                    .filter(each -> each.what().startsWith("r-3"))
                    .findFirst()
                    .orElseThrow()
                    .to();
        }
        Plan left = last.plan(2);
        assertThat(left.isEmpty())
                .as("%s, and then a run leaves %s", way, left.rewritten())
                .isTrue();
    }
}
