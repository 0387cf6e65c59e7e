package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Lease.Owner;
import io.hindcast.ledger.Leases.Change;
import io.hindcast.ledger.Leases.Decided;
import io.hindcast.ledger.Leases.Deed;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.ledger.Territory;
import io.hindcast.partition.Partitioning;
import io.hindcast.run.Claiming;
import io.hindcast.run.Claiming.Answer;
import io.hindcast.testing.Partitionings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
final class DeltaLeasesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Owner ANN = new Owner("r-ann", "here", "1@1", "ann@here");
    private static final Owner BOB = new Owner("r-bob", "here", "2@2", "bob@here");
    private static final Partitioning DAYS = Partitionings.days("2026-01-01..2026-12-31");

    @TempDir
    private Path root;

    private Instant now = START;
    private final Set<String> ended = new HashSet<>();

    private final Host here = new Host() {
        @Override
        public String name() {
            return "here";
        }

        @Override
        public String process() {
            return "1@1";
        }

        @Override
        public Life lifeOf(String host, String process) {
            if (!host.equals("here")) {
                return Life.UNKNOWN;
            }
            return ended.contains(process) ? Life.ENDED : Life.RUNNING;
        }
    };

    private DeltaLedger ledger() {
        return new DeltaLedger(LocalDisk.hadoop(), root.toString());
    }

    private DeltaLeases leases() {
        return leases(() -> now, here);
    }

    private DeltaLeases leases(InstantSource clock, Host host) {
        WarehouseFiles files = new WarehouseFiles(LocalDisk.hadoop(), root.toString());
        return new DeltaLeases(ledger(), files, "flights", clock, new DeltaLeases.Rules(host, MINUTE));
    }

    private static Footprint days(String set) {
        return Footprint.of(Map.of("daily", DAYS.parse(set)), Map.of());
    }

    private static Claiming.Wish<String> wish(String days) {
        return new Claiming.Wish<>(days, DeltaLeasesTest::days, (all, others) -> "");
    }

    private Answer<String> take(Owner owner, String days) {
        return take(leases(), now, owner, days);
    }

    private static Answer<String> take(DeltaLeases leases, Instant now, Owner owner, String days) {
        Claiming claiming = new Claiming(owner, now, MINUTE, Claiming.Patience.LEAVE_OUT, held -> true);
        return leases.decide(all -> claiming.decide(wish(days), all));
    }

    private List<Owner> owners() {
        return leases().all().stream().map(held -> held.lease().owner()).toList();
    }

    /** As if an owner had not been heard of for so long. */
    private void silence(Owner owner, Duration time) throws IOException {
        Files.setLastModifiedTime(beat(owner), FileTime.from(Instant.now().minus(time)));
    }

    private Path beat(Owner owner) {
        return root.resolve("_hindcast/leases").resolve(owner.run());
    }

    @Test
    void lookingForLeasesMakesNoLedger() {
        assertThat(leases().all()).isEmpty();
        assertThat(leases().isHeldBy(ANN)).isFalse();
        leases().giveBack(ANN);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void leasesOfDifferentSetsLiveAtOnceAndMeetingOnesDoNot() {
        assertThat(take(ANN, "2026-01-01..2026-01-31")).isInstanceOf(Answer.Granted.class);
        assertThat(take(BOB, "2026-02-01")).isInstanceOf(Answer.Granted.class);
        Owner eve = new Owner("r-eve", "here", "3@3", "eve@here");
        Answer<String> refused = take(eve, "2026-01-31");
        assertThat(refused).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused<String>) refused).by())
                .extracting(Lease::owner)
                .containsExactly(ANN);
        assertThat(owners()).containsExactlyInAnyOrder(ANN, BOB);
        leases().giveBack(ANN);
        assertThat(take(eve, "2026-01-31")).isInstanceOf(Answer.Granted.class);
        assertThat(owners()).containsExactlyInAnyOrder(BOB, eve);
    }

    @Test
    void aLeaseIsTakenAnewForOtherSetsAndKeepsItsBeginning() {
        take(ANN, "2026-01-01");
        now = now.plusSeconds(50);
        take(ANN, "2026-01-02");
        assertThat(leases().all())
                .extracting(Held::lease)
                .containsExactly(new Lease(
                        ANN, START, now.plus(MINUTE), days("2026-01-02").territory()));
    }

    @Test
    void anOwnerThatIsNotHeardOfIsSilentWhateverItsClockSays() throws IOException {
        now = START.plus(Duration.ofDays(3000));
        take(ANN, "2026-01-01");
        now = START;
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.ALIVE);
        silence(ANN, MINUTE.plusSeconds(5));
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.SILENT);
        leases().beat(ANN);
        now = START.plus(Duration.ofDays(9000));
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.ALIVE);
        silence(ANN, MINUTE.plusSeconds(5));
        Answer<String> answer = take(BOB, "2026-01-01");
        assertThat(answer).isInstanceOf(Answer.Granted.class);
        assertThat(((Answer.Granted<String>) answer).dead())
                .extracting(Lease::owner)
                .containsExactly(ANN);
        assertThat(leases().isHeldBy(ANN)).isFalse();
        assertThat(beat(ANN)).doesNotExist();
    }

    @Test
    void signsOfLifeAreNoRowsOfTheLedger() {
        take(ANN, "2026-01-01");
        int before = ledger().entries().size();
        for (int i = 0; i < 5; i++) {
            leases().beat(ANN);
        }
        assertThat(ledger().entries()).hasSize(before);
    }

    @Test
    void anOwnerOfThisHostWhoseProcessEndedIsDeadAtOnce() {
        take(ANN, "2026-01-01");
        ended.add(ANN.process());
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.ENDED);
    }

    @Test
    void anOwnerElsewhereIsAliveUntilItIsSilent() throws IOException {
        Owner far = new Owner("r-far", "there", "1@1", "far@there");
        take(far, "2026-01-01");
        ended.add(far.process());
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.ALIVE);
        silence(far, MINUTE.plusSeconds(5));
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.SILENT);
    }

    @Test
    void aLeaseOfBeforeIsOneOfEverything() {
        leaveEntryOfBefore("taken", "2026-11-22T10:01:00Z");
        assertThat(leases().all())
                .containsExactly(new Held(
                        new Lease(ANN, START, START.plus(MINUTE), Territory.everything()),
                        Sign.ALIVE,
                        Optional.empty()));
        assertThat(take(BOB, "2026-01-01")).isInstanceOf(Answer.Refused.class);
        now = START.plus(MINUTE);
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.SILENT);
        leaveEntryOfBefore("renewed", "2026-11-22T10:02:00Z");
        assertThat(leases().all()).extracting(Held::sign).containsExactly(Sign.ALIVE);
        leaveEntryOfBefore("given back", "2026-11-22T10:01:30Z");
        assertThat(leases().all()).isEmpty();
    }

    /** As version 1 of the leases wrote it. */
    private void leaveEntryOfBefore(String state, String until) {
        String detail = "{\"state\":\"" + state + "\",\"host\":\"here\",\"process\":\"1@1\","
                + "\"since\":\"2026-11-22T10:00:00Z\",\"until\":\"" + until + "\"}";
        Entry entry = Entry.of(now, Event.LEASED, "flights")
                .run("r-ann")
                .actor("ann@here")
                .detail(detail)
                .build();
        LedgerTable table = ledger().table();
        ledger().guarded(() -> {
            var snapshot = table.latestOrNew();
            return table.commit(
                            snapshot,
                            table.write(snapshot, List.of(entry)),
                            Optional.of(new LedgerTable.TransactionId("lease", snapshot.getVersion() + 1)))
                    .getAsLong();
        });
    }

    @Test
    void theLedgerTellsOfLeasesAndCompactionDoesNotHideThem() {
        take(ANN, "2026-01-01");
        ledger().append(List.of(DeltaLedgerTest.full()));
        take(BOB, "2026-01-02");
        ledger().append(List.of(DeltaLedgerTest.full()));
        assertThat(ledger().compact()).isTrue();
        assertThat(owners()).containsExactlyInAnyOrder(ANN, BOB);
        leases().giveBack(ANN);
        leases().giveBack(BOB);
        assertThat(owners()).isEmpty();
        assertThat(ledger().entries())
                .filteredOn(entry -> entry.event() == Event.LEASED)
                .hasSize(4)
                .extracting(Entry::detail)
                .contains(
                        "{\"state\":\"taken\",\"host\":\"here\",\"process\":\"1@1\","
                                + "\"since\":\"2026-11-22T10:00:00Z\",\"until\":\"2026-11-22T10:01:00Z\","
                                + "\"writes\":{\"daily\":\"2026-01-01\"},\"reads\":{},\"others\":[]}",
                        "{\"state\":\"given back\",\"host\":\"here\",\"process\":\"2@2\","
                                + "\"since\":\"2026-11-22T10:00:00Z\",\"until\":\"2026-11-22T10:01:00Z\","
                                + "\"writes\":{\"daily\":\"2026-01-02\"},\"reads\":{},\"others\":[]}");
    }

    @Test
    void ofManyThreadsExactlyOneTakesWhatAllWantAndEachTakesItsOwn() throws Exception {
        int contenders = 6;
        for (String days : List.of("2026-01-01", "own")) {
            ExecutorService threads = Executors.newFixedThreadPool(contenders);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Answer<String>>> claims = new ArrayList<>();
            for (int i = 0; i < contenders; i++) {
                Owner owner = new Owner("r-" + days + "-" + i, "here", i + "@1", "x");
                String wanted = days.equals("own") ? "2026-02-0" + (i + 1) : days;
                Callable<Answer<String>> claim = () -> {
                    DeltaLeases leases = leases();
                    start.await();
                    return take(leases, now, owner, wanted);
                };
                claims.add(threads.submit(claim));
            }
            start.countDown();
            int taken = 0;
            for (Future<Answer<String>> claim : claims) {
                taken += claim.get() instanceof Answer.Granted ? 1 : 0;
            }
            threads.shutdown();
            assertThat(taken).isEqualTo(days.equals("own") ? contenders : 1);
        }
        assertThat(owners()).hasSize(1 + contenders);
    }

    @Test
    void aDecisionIsAskedAgainWhenTheLeasesChanged() {
        take(ANN, "2026-01-01");
        List<Integer> seen = new ArrayList<>();
        String told = leases().decide(all -> {
            seen.add(all.size());
            if (seen.size() == 1) {
                take(BOB, "2026-01-02");
            }
            Lease own = all.get(0).lease();
            return new Decided<>(
                    "asked " + seen.size() + " times",
                    Optional.of(new Change(
                            Deed.GIVEN_BACK,
                            own,
                            all.stream()
                                    .map(Held::lease)
                                    .filter(lease -> !lease.equals(own))
                                    .toList())));
        });
        assertThat(told).isEqualTo("asked 2 times");
        assertThat(seen).containsExactly(1, 2);
        assertThat(owners()).hasSize(1);
    }

    @Test
    void ofTwoProcessesExactlyOneTakesTheLeaseAndItsDeathFreesIt() throws Exception {
        Process first = contender("first");
        Process second = contender("second");
        try {
            Path go = root.resolve("go");
            awaitFile("ready-first");
            awaitFile("ready-second");
            Files.createFile(go);
            String outcomes = awaitFile("first") + " " + awaitFile("second");
            assertThat(outcomes).isIn("Granted Refused", "Refused Granted");
            DeltaLeases mine = leases(InstantSource.system(), LocalHost.lookedUp());
            Lease winner = mine.all().get(0).lease();
            Process process = winner.owner().run().equals("first") ? first : second;
            Owner me = new Owner("third", winner.owner().host(), "me", "me");
            assertThat(take(mine, Instant.now(), me, "2026-01-01")).isInstanceOf(Answer.Refused.class);
            process.destroyForcibly().waitFor();
            assertThat(((Answer.Granted<String>) take(mine, Instant.now(), me, "2026-01-01")).dead())
                    .containsExactly(winner);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    private Process contender(String run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Contender.class.getName(),
                        root.toString(),
                        run)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String awaitFile(String name) throws Exception {
        Path file = root.resolve(name);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!Files.exists(file) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Files.readString(file);
    }

    /** A process that tries to take the lease, says how it went, and stays until it is killed. */
    static final class Contender {

        private Contender() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            String run = arguments[1];
            LocalHost host = LocalHost.lookedUp();
            DeltaLeases leases = new DeltaLeases(
                    new DeltaLedger(LocalDisk.hadoop(), root.toString()),
                    new WarehouseFiles(LocalDisk.hadoop(), root.toString()),
                    "flights",
                    InstantSource.system(),
                    new DeltaLeases.Rules(host, Duration.ofHours(1)));
            Files.writeString(root.resolve("ready-" + run), "");
            while (!Files.exists(root.resolve("go"))) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Owner me = new Owner(run, host.name(), host.process(), run);
            Answer<String> answer = take(leases, Instant.now(), me, "2026-01-01");
            Path said = root.resolve("answer-" + run);
            Files.writeString(said, answer.getClass().getSimpleName());
            Files.move(said, root.resolve(run));
            TimeUnit.HOURS.sleep(1);
        }
    }
}
