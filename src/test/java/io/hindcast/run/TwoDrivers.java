package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetHistory;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Decided;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.Territory;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Footprints;
import io.hindcast.plan.HeldBack;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.run.Claiming.Answer;
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
import java.util.TreeSet;

/**
 * A warehouse, its leases and two drivers as one value, with everything that may happen next. Planning, claims and runs are
 * the real code; Delta is a list of commits with its rules: a commit is refused when another run wrote its partitions since
 * they were opened, and a write whose answer was lost may still land at the very version it was meant for.
 */
record TwoDrivers(Setting setting, List<Commit> log, List<Lease> leases, List<Driver> drivers, Faults faults) {

    /** The version of every source. */
    private static final long STAGED = 2;

    private static final Instant NOW = TestingTables.AT;
    private static final Duration TIME = Duration.ofSeconds(90);
    private static final RetryPolicy RETRY = new RetryPolicy(2, Wait.none(), Duration.ZERO);

    TwoDrivers {
        log = List.copyOf(log);
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

    /** One version of an asset's table. */
    record Commit(String asset, PartitionSet set, String run, String step, Map<String, Long> read) {}

    /** A step's transaction. */
    record Open(Fragment fragment, long at, Map<String, Long> read) {}

    /** A driver between two things that it does. */
    sealed interface Phase {
        record Begins() implements Phase {}

        record Claims(Plan plan) implements Phase {}

        record Rereads(Territory territory, List<Lease> others) implements Phase {}

        record Runs(Plan plan, RunState state, Map<String, Open> open, Map<String, Open> late) implements Phase {}

        record Ended(String how) implements Phase {}

        record Dead(Map<String, Open> late) implements Phase {}
    }

    record Driver(String run, Phase phase) {
        Lease.Owner owner() {
            return new Lease.Owner(run, "here", run, "x");
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
        return new TwoDrivers(setting, built, List.of(), drivers, faults);
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
        StringBuilder key = new StringBuilder(logKey());
        leases.forEach(lease -> key.append('|').append(lease.owner().run()).append(lease.territory()));
        key.append(faults);
        drivers.forEach(driver -> key.append('#').append(key(driver.phase())));
        return key.toString();
    }

    private String logKey() {
        StringBuilder key = new StringBuilder();
        log.forEach(commit -> key.append(commit.asset())
                .append(commit.set())
                .append(commit.run())
                .append(commit.step())
                .append(commit.read())
                .append(';'));
        return key.toString();
    }

    private static String key(Phase phase) {
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

    long version(String asset) {
        long commits =
                log.stream().filter(commit -> commit.asset().equals(asset)).count();
        return commits == 0 ? -1 : commits;
    }

    private Warehouse warehouse() {
        return setting.warehouse();
    }

    WarehouseState state() {
        TestingTables staging = new TestingTables();
        for (long version = 0; version < STAGED; version++) {
            warehouse()
                    .sources()
                    .forEach(source ->
                            staging.arrive(source.name(), source.partitioning().domain()));
        }
        Map<String, AssetState> assets = new TreeMap<>();
        for (Asset asset : warehouse().assets()) {
            List<Entry> entries = new ArrayList<>();
            long version = 0;
            for (Commit commit : log) {
                if (commit.asset().equals(asset.name())) {
                    version++;
                    entries.addAll(entries(asset, commit, version));
                }
            }
            Optional<TableState> table = version == 0
                    ? Optional.empty()
                    : Optional.of(new TableState(version, "id", List.of(), List.of(), 1, Map.of()));
            assets.put(asset.name(), new AssetHistory(asset.partitioning(), entries, table).state(List.of()));
        }
        return new WarehouseState(staging.state(warehouse()).sources(), assets);
    }

    private List<Entry> entries(Asset asset, Commit commit, long version) {
        Map<String, InputRead> inputs = new TreeMap<>();
        asset.inputs()
                .forEach(input -> inputs.put(
                        input.name(),
                        InputRead.of(
                                commit.read().getOrDefault(input.name(), STAGED),
                                warehouse().isSource(input.name()) ? "id-" + input.name() + "-0" : "id",
                                input.description(),
                                input.partitioning())));
        return commit.set()
                .partitions()
                .map(partition -> Entry.of(NOW, Event.COMMITTED, "world")
                        .asset(asset.name())
                        .partitions(partition.toString(), 1)
                        .run(commit.run())
                        .attempt(commit.step(), 1)
                        .fingerprints(asset.signature().fingerprint(), Map.of())
                        .read(inputs)
                        .table("id")
                        .version(version)
                        .size(10, 1000, 1)
                        .build())
                .toList();
    }

    /** The real plan of what a driver is asked for. */
    Plan plan(int driver) {
        return setting.plans()
                .computeIfAbsent(
                        driver + " " + logKey(),
                        key -> new Planner(warehouse(), state(), new BatchPolicy(1, 1, 1, 1))
                                .plan("p", setting.requests().get(driver), NOW, List.of()));
    }

    /** Everything that may happen next. */
    List<Next> next() {
        List<Next> next = new ArrayList<>();
        for (int i = 0; i < drivers.size(); i++) {
            Driver driver = drivers.get(i);
            own(i, driver, next);
            late(i, driver, next);
            if (faults.crashes() > 0 && isAtWork(driver)) {
                Map<String, Open> open = driver.phase() instanceof Phase.Runs runs ? runs.late() : Map.of();
                next.add(new Next(driver.run() + " dies", with(i, new Phase.Dead(open), faults.crash())));
            }
            boolean leased = leases.stream().anyMatch(lease -> lease.owner().isSame(driver.owner()));
            if (faults.silences() > 0 && isAtWork(driver) && leased) {
                next.add(new Next(driver.run() + " is silent", with(i, driver.phase(), faults.silence(driver.run()))));
            }
        }
        return next;
    }

    private static boolean isAtWork(Driver driver) {
        return !(driver.phase() instanceof Phase.Ended || driver.phase() instanceof Phase.Dead);
    }

    boolean isOver() {
        return drivers.stream().noneMatch(TwoDrivers::isAtWork);
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
        List<Commit> more = new ArrayList<>(log);
        more.add(commit);
        return new TwoDrivers(setting, more, leases, drivers, faults);
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
                                    driver -> driver.run().equals(lease.owner().run()) && !isAtWork(driver));
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
        return holding(leases.stream()
                .filter(lease -> !lease.owner().isSame(driver.owner()))
                .toList());
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
        boolean lost = leases.stream().noneMatch(lease -> lease.owner().isSame(driver.owner()));
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
                .forEach(input ->
                        read.put(input.name(), warehouse().isSource(input.name()) ? STAGED : version(input.name())));
        Map<String, Open> open = new TreeMap<>(runs.open());
        open.put(fragment.id(), new Open(fragment, version(fragment.asset()), read));
        return with(i, new Phase.Runs(runs.plan(), runs.state(), open, runs.late()));
    }

    /** What became of a step's partitions after a version; empty when nobody was there. */
    private Optional<RunEvent> since(long version, Driver driver, Fragment fragment) {
        long at = 0;
        Optional<RunEvent> found = Optional.empty();
        for (Commit commit : log) {
            if (!commit.asset().equals(fragment.asset())) {
                continue;
            }
            at++;
            boolean own = commit.run().equals(driver.run()) && commit.step().equals(fragment.id());
            if (at > version && own) {
                return Optional.of(committed(fragment));
            }
            if (at > version
                    && !commit.run().equals(driver.run())
                    && commit.set().intersects(fragment.partitions())) {
                found = Optional.of(failed(fragment, Failure.Kind.FOREIGN_WRITE));
            }
        }
        return found;
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
        Map<String, Open> late = driver.phase() instanceof Phase.Runs runs
                ? runs.late()
                : driver.phase() instanceof Phase.Dead dead ? dead.late() : Map.of();
        late.forEach((id, open) -> {
            if (version(open.fragment().asset()) == open.at()) {
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
