package io.hindcast.run;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Decided;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Footprints;
import io.hindcast.plan.HeldBack;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.retry.Failure;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.retry.Wait;
import io.hindcast.run.Claiming.Answer;
import io.hindcast.run.CommitLog.Commit;
import io.hindcast.run.Driver.Open;
import io.hindcast.run.Driver.Phase;
import io.hindcast.testing.TestingOutcomes;
import io.hindcast.testing.TestingTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A warehouse, its leases and two drivers as one value, with everything that may happen next. Planning, claims and runs are
 * the real code; Delta is a {@link CommitLog} with its rules: a commit is refused when another run wrote its partitions since
 * they were opened, and a write whose answer was lost may still land at the very version it was meant for.
 */
record TwoDrivers(Setting setting, CommitLog log, List<Lease> leases, List<Driver> drivers, Faults faults) {

    private static final Instant NOW = TestingTables.AT;
    private static final Duration TIME = Duration.ofSeconds(90);
    private static final RetryPolicy RETRY = new RetryPolicy(2, Wait.none(), Duration.ZERO);

    TwoDrivers {
        leases = List.copyOf(leases);
        drivers = List.copyOf(drivers);
    }

    /** What does not change: the declarations, what each driver is asked for, and plans that were made of a log. */
    record Setting(Warehouse warehouse, List<Request> requests, int parallel, Map<String, Plan> plans) {}

    /** What may still go wrong. */
    record Faults(int crashes, int silences, int losses, String silent, boolean landedLate) {

        Faults crash() {
            return new Faults(crashes - 1, silences, losses, silent, landedLate);
        }

        Faults silence(String run) {
            return new Faults(crashes, silences - 1, losses, run, landedLate);
        }

        Faults loss() {
            return new Faults(crashes, silences, losses - 1, silent, landedLate);
        }

        Faults late() {
            return new Faults(crashes, silences, losses, silent, true);
        }
    }

    /** Something that may happen, and what it leads to. */
    record Next(String what, TwoDrivers to) {}

    /**
     * Before anything happens.
     *
     * @param built commits that are there
     */
    static TwoDrivers begin(Setting setting, List<Commit> built, Faults faults) {
        List<Request> requests = setting.requests();
        List<Driver> drivers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            drivers.add(new Driver("r-" + (i + 1), new Phase.Begins()));
        }
        return new TwoDrivers(setting, new CommitLog(built), List.of(), drivers, faults);
    }

    /** The same with one more run, to which nothing happens. */
    TwoDrivers joinedBy(Request request) {
        List<Request> requests = new ArrayList<>(setting.requests());
        requests.add(request);
        List<Driver> more = new ArrayList<>(drivers);
        more.add(new Driver("r-" + requests.size(), new Phase.Begins()));
        return new TwoDrivers(
                new Setting(warehouse(), requests, setting.parallel(), new HashMap<>()),
                log,
                leases,
                more,
                new Faults(0, 0, 0, "", faults.landedLate()));
    }

    /** What tells two states apart. */
    String key() {
        StringBuilder key = new StringBuilder(log.key());
        leases.forEach(lease -> key.append('|').append(lease.owner().run()).append(lease.territory()));
        key.append(faults);
        drivers.forEach(driver -> key.append('#').append(driver.key()));
        return key.toString();
    }

    private Warehouse warehouse() {
        return setting.warehouse();
    }

    /** The real plan of what a driver is asked for. */
    Plan plan(int driver) {
        return setting.plans()
                .computeIfAbsent(
                        driver + " " + log.key(),
                        key -> new Planner(warehouse(), log.state(warehouse()), new BatchPolicy(1, 1, 1, 1))
                                .plan("p", setting.requests().get(driver), NOW, List.of()));
    }

    /** Everything that may happen next. */
    List<Next> next() {
        List<Next> next = new ArrayList<>();
        for (int i = 0; i < drivers.size(); i++) {
            Driver driver = drivers.get(i);
            own(i, driver, next);
            late(i, driver, next);
            if (faults.crashes() > 0 && driver.isAtWork()) {
                next.add(new Next(driver.run() + " dies", with(i, new Phase.Dead(driver.late()), faults.crash())));
            }
            if (faults.silences() > 0 && driver.isAtWork() && leases.stream().anyMatch(driver::holds)) {
                next.add(new Next(driver.run() + " is silent", with(i, driver.phase(), faults.silence(driver.run()))));
            }
        }
        return next;
    }

    boolean isOver() {
        return drivers.stream().noneMatch(Driver::isAtWork);
    }

    private TwoDrivers with(int driver, Phase phase, Faults left) {
        List<Driver> changed = new ArrayList<>(drivers);
        changed.set(driver, new Driver(drivers.get(driver).run(), phase));
        return new TwoDrivers(setting, log, leases, changed, left);
    }

    private TwoDrivers with(int driver, Phase phase) {
        return with(driver, phase, faults);
    }

    private TwoDrivers holding(List<Lease> others) {
        return new TwoDrivers(setting, log, others, drivers, faults);
    }

    private TwoDrivers committed(Commit commit) {
        return new TwoDrivers(setting, log.and(commit), leases, drivers, faults);
    }

    private void own(int i, Driver driver, List<Next> next) {
        if (driver.phase() instanceof Phase.Begins) {
            Plan plan = plan(i);
            next.add(new Next(
                    driver.run() + " plans",
                    with(i, plan.isEmpty() ? new Phase.Ended("nothing to do") : new Phase.Claims(plan))));
        } else if (driver.phase() instanceof Phase.Claims claims) {
            next.add(new Next(driver.run() + " claims", claim(i, driver, claims.plan())));
        } else if (driver.phase() instanceof Phase.Rereads rereads) {
            next.add(new Next(driver.run() + " plans again", reread(i, driver, rereads)));
        } else if (driver.phase() instanceof Phase.Runs runs) {
            run(i, driver, runs, next);
        }
    }

    private List<Held> seen() {
        return leases.stream()
                .map(lease -> {
                    boolean dead = drivers.stream()
                            .anyMatch(
                                    driver -> driver.run().equals(lease.owner().run()) && !driver.isAtWork());
                    Sign sign = dead
                            ? Sign.ENDED
                            : faults.silent().equals(lease.owner().run()) ? Sign.SILENT : Sign.ALIVE;
                    return new Held(lease, sign, Optional.empty());
                })
                .toList();
    }

    private TwoDrivers claim(int i, Driver driver, Plan plan) {
        Claiming claiming = new Claiming(driver.owner(), NOW, TIME, Claiming.Patience.LEAVE_OUT, silent -> true);
        Claiming.Wish<Plan> wish = new Claiming.Wish<>(
                plan,
                part -> Footprints.of(warehouse(), part),
                (part, others) -> HeldBack.without(warehouse(), part, others, NOW));
        Decided<Answer<Plan>> decided = claiming.decide(wish, seen());
        if (decided.answer() instanceof Answer.Granted<Plan> granted) {
            TwoDrivers taken = holding(after(decided.change().orElseThrow()));
            return taken.with(i, new Phase.Rereads(granted.territory(), granted.others()));
        }
        return with(i, new Phase.Ended("held")).givenBack(driver);
    }

    private static List<Lease> after(Change change) {
        List<Lease> held = new ArrayList<>(change.others());
        if (change.deed() == Deed.TAKEN) {
            held.add(change.lease());
        }
        return held;
    }

    private TwoDrivers givenBack(Driver driver) {
        return holding(leases.stream().filter(lease -> !driver.holds(lease)).toList());
    }

    private TwoDrivers reread(int i, Driver driver, Phase.Rereads rereads) {
        Plan plan = plan(i);
        Plan rest = HeldBack.without(warehouse(), plan, rereads.others(), NOW);
        if (!Footprints.of(warehouse(), rest).isWithin(rereads.territory())) {
            return with(i, new Phase.Claims(plan));
        }
        boolean held = !rest.equals(plan);
        if (rest.isEmpty()) {
            return with(i, new Phase.Ended(held ? "held" : "nothing to do")).givenBack(driver);
        }
        RunSetup setup = RunSetup.of(warehouse(), rest.steps(), Earlier.nothing(), RETRY, setting.parallel());
        RunState begin = RunState.begin(setup, Map.of(), Map.of());
        RunState started = begin.on(new RunEvent.Woken(), NOW).state();
        return with(i, new Phase.Runs(rest, started, Map.of(), Map.of()));
    }

    private void run(int i, Driver driver, Phase.Runs runs, List<Next> next) {
        if (runs.state().isOver()) {
            String how = Ending.of(runs.plan()).exitCode().outcome() + " " + Ending.ofSteps(runs.state());
            next.add(new Next(
                    driver.run() + " ends", with(i, new Phase.Ended(how)).givenBack(driver)));
            return;
        }
        boolean lost = leases.stream().noneMatch(driver::holds);
        if (lost && !runs.state().isStopping()) {
            next.add(new Next(driver.run() + " notices that it lost its lease", on(i, runs, new RunEvent.StopAsked())));
        }
        for (Fragment fragment : runs.state().running().values()) {
            String what = driver.run() + " " + fragment.id();
            Open open = runs.open().get(fragment.id());
            if (open == null) {
                next.add(new Next(what + " opens", open(i, driver, runs, fragment)));
            } else {
                commit(i, driver, runs, open, next);
            }
            if (runs.state().isStopping()) {
                next.add(new Next(what + " stops", on(i, runs, new RunEvent.StepStopped(fragment.id()))));
            }
        }
    }

    private TwoDrivers on(int i, Phase.Runs runs, RunEvent event) {
        RunState state = runs.state().on(event, NOW).state();
        Map<String, Open> open = new TreeMap<>(runs.open());
        if (event instanceof RunEvent.StepCommitted ended) {
            open.remove(ended.step());
        } else if (event instanceof RunEvent.StepFailed ended) {
            open.remove(ended.step());
        } else if (event instanceof RunEvent.StepStopped ended) {
            open.remove(ended.step());
        }
        return with(i, new Phase.Runs(runs.plan(), state, open, runs.late()));
    }

    private static RunEvent committed(Fragment fragment) {
        return new RunEvent.StepCommitted(
                fragment.id(),
                fragment.partitions(),
                PartitionSet.empty(fragment.partitions().partitioning()));
    }

    private static RunEvent failed(Fragment fragment, Failure.Kind kind) {
        return new RunEvent.StepFailed(fragment.id(), TestingOutcomes.failure(kind, "x"), 0.5);
    }

    /** As {@code PartitionOverwrite.open}: its own commit is found, another's write since the plan is foreign. */
    private TwoDrivers open(int i, Driver driver, Phase.Runs runs, Fragment fragment) {
        long planned = runs.plan().sealed().targets().getOrDefault(fragment.asset(), -1L);
        Optional<RunEvent> found = since(planned, driver, fragment);
        if (found.isPresent()) {
            return on(i, runs, found.get());
        }
        Map<String, Long> read = new TreeMap<>();
        warehouse()
                .asset(fragment.asset())
                .orElseThrow()
                .inputs()
                .forEach(input -> read.put(
                        input.name(),
                        warehouse().isSource(input.name()) ? CommitLog.STAGED : log.version(input.name())));
        Map<String, Open> open = new TreeMap<>(runs.open());
        open.put(fragment.id(), new Open(fragment, log.version(fragment.asset()), read));
        return with(i, new Phase.Runs(runs.plan(), runs.state(), open, runs.late()));
    }

    /** What became of a step's partitions after a version; empty when nobody was there. */
    private Optional<RunEvent> since(long version, Driver driver, Fragment fragment) {
        return log.since(version, commitOf(driver, new Open(fragment, version, Map.of())))
                .map(whose -> whose == CommitLog.Whose.OWN
                        ? committed(fragment)
                        : failed(fragment, Failure.Kind.FOREIGN_WRITE));
    }

    private void commit(int i, Driver driver, Phase.Runs runs, Open open, List<Next> next) {
        Fragment fragment = open.fragment();
        String what = driver.run() + " " + fragment.id();
        Optional<RunEvent> refused = since(open.at(), driver, fragment);
        if (refused.isPresent()) {
            String how = refused.get() instanceof RunEvent.StepFailed ? " is refused" : " finds its own commit";
            next.add(new Next(what + how, on(i, runs, refused.get())));
            return;
        }
        TwoDrivers after = committed(commitOf(driver, open));
        next.add(new Next(what + " commits", after.on(i, runs, committed(fragment))));
        if (faults.losses() > 0) {
            RunEvent unknown = failed(fragment, Failure.Kind.OUTCOME_UNKNOWN);
            TwoDrivers answerLost = after.on(i, runs, unknown);
            next.add(new Next(what + " commits without an answer", answerLost.losing()));
            Map<String, Open> late = new TreeMap<>(runs.late());
            late.put(fragment.id(), open);
            Phase.Runs pending = new Phase.Runs(runs.plan(), runs.state(), runs.open(), late);
            next.add(new Next(
                    what + " writes, and nobody knows", on(i, pending, unknown).losing()));
        }
    }

    private TwoDrivers losing() {
        return new TwoDrivers(setting, log, leases, drivers, faults.loss());
    }

    private static Commit commitOf(Driver driver, Open open) {
        Fragment fragment = open.fragment();
        return new Commit(fragment.asset(), fragment.partitions(), driver.run(), fragment.id(), open.read());
    }

    /** A write that was under way lands, if its version is still free; else it never will. */
    private void late(int i, Driver driver, List<Next> next) {
        Map<String, Open> late = driver.late();
        late.forEach((id, open) -> {
            if (log.version(open.fragment().asset()) == open.at()) {
                Map<String, Open> rest = new TreeMap<>(late);
                rest.remove(id);
                Phase phase = driver.phase() instanceof Phase.Runs runs
                        ? new Phase.Runs(runs.plan(), runs.state(), runs.open(), rest)
                        : new Phase.Dead(rest);
                TwoDrivers landed = committed(commitOf(driver, open)).with(i, phase, faults.late());
                next.add(new Next(driver.run() + " " + id + " lands late", landed));
            }
        });
    }
}
