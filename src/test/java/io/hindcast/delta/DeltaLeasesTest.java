package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Leases.Claim;
import io.hindcast.ledger.Leases.Holder;
import io.hindcast.ledger.Leases.Outcome;
import io.hindcast.ledger.Leases.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
final class DeltaLeasesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Owner ANN = new Owner("r-ann", "here", "1@1", "ann@here");
    private static final Owner BOB = new Owner("r-bob", "here", "2@2", "bob@here");

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
        return new DeltaLedger(new Configuration(), root.toString());
    }

    private DeltaLeases leases() {
        return new DeltaLeases(ledger(), "flights", () -> now, here);
    }

    @Test
    void lookingForAHolderMakesNoLedger() {
        assertThat(leases().holder()).isEmpty();
        assertThat(leases().renew(ANN, MINUTE)).isFalse();
        leases().giveBack(ANN);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFreeLeaseIsTakenAndAHeldOneIsNot() {
        assertThat(leases().take(ANN, MINUTE)).isEqualTo(new Claim(Outcome.TAKEN, Optional.empty()));
        Holder ann = new Holder(ANN, START, START.plus(MINUTE));
        assertThat(leases().holder()).contains(ann);
        now = now.plusSeconds(59);
        assertThat(leases().take(BOB, MINUTE)).isEqualTo(new Claim(Outcome.HELD_BY_OTHER, Optional.of(ann)));
        assertThat(leases().holder()).contains(ann);
    }

    @Test
    void aLeaseThatRanOutIsTakenOver() {
        leases().take(ANN, MINUTE);
        now = now.plus(MINUTE);
        Claim claim = leases().take(BOB, MINUTE);
        assertThat(claim.outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(claim.other().map(Holder::owner)).contains(ANN);
        assertThat(leases().renew(ANN, MINUTE)).isFalse();
        leases().giveBack(ANN);
        assertThat(leases().holder().map(Holder::owner)).contains(BOB);
    }

    @Test
    void aHeartbeatProlongsALeaseAndKeepsItsBeginning() {
        leases().take(ANN, MINUTE);
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(50);
            assertThat(leases().renew(ANN, MINUTE)).isTrue();
            assertThat(leases().take(BOB, MINUTE).outcome()).isEqualTo(Outcome.HELD_BY_OTHER);
        }
        assertThat(leases().holder()).contains(new Holder(ANN, START, now.plus(MINUTE)));
    }

    @Test
    void anOwnerOfThisHostWhoseProcessEndedIsDeadAtOnce() {
        leases().take(ANN, MINUTE);
        ended.add(ANN.process());
        Claim claim = leases().take(BOB, MINUTE);
        assertThat(claim.outcome()).isEqualTo(Outcome.TAKEN);
        assertThat(claim.other().map(Holder::owner)).contains(ANN);
    }

    @Test
    void anOwnerElsewhereIsAliveUntilItsTimeIsOver() {
        Owner far = new Owner("r-far", "there", "1@1", "far@there");
        leases().take(far, MINUTE);
        ended.add(far.process());
        assertThat(leases().take(BOB, MINUTE).outcome()).isEqualTo(Outcome.HELD_BY_OTHER);
        now = now.plus(MINUTE);
        assertThat(leases().take(BOB, MINUTE).outcome()).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void aLeaseGivenBackIsFree() {
        leases().take(ANN, MINUTE);
        leases().giveBack(ANN);
        assertThat(leases().holder()).isEmpty();
        assertThat(leases().take(BOB, MINUTE)).isEqualTo(new Claim(Outcome.TAKEN, Optional.empty()));
    }

    @Test
    void theSameRunTakesItsLeaseAgain() {
        leases().take(ANN, MINUTE);
        assertThat(leases().take(ANN, MINUTE)).isEqualTo(new Claim(Outcome.TAKEN, Optional.empty()));
    }

    @Test
    void theLedgerTellsOfLeasesAndCompactionDoesNotHideThem() {
        leases().take(ANN, MINUTE);
        ledger().append(List.of(DeltaLedgerTest.full()));
        leases().renew(ANN, MINUTE);
        ledger().append(List.of(DeltaLedgerTest.full()));
        assertThat(ledger().compact()).isTrue();
        assertThat(leases().holder().map(Holder::owner)).contains(ANN);
        leases().giveBack(ANN);
        assertThat(leases().holder()).isEmpty();
        assertThat(ledger().entries())
                .filteredOn(e -> e.event() == Event.LEASED)
                .hasSize(3)
                .allMatch(e -> e.run().equals("r-ann") && e.actor().equals("ann@here"))
                .extracting(Entry::detail)
                .first()
                .isEqualTo("{\"state\":\"taken\",\"host\":\"here\",\"process\":\"1@1\","
                        + "\"since\":\"2026-11-22T10:00:00Z\",\"until\":\"2026-11-22T10:01:00Z\"}");
    }

    @Test
    void ofManyThreadsExactlyOneTakesTheLease() throws Exception {
        int contenders = 6;
        for (int round = 0; round < 3; round++) {
            ExecutorService threads = Executors.newFixedThreadPool(contenders);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Outcome>> claims = new ArrayList<>();
            for (int i = 0; i < contenders; i++) {
                Owner owner = new Owner("r-" + round + "-" + i, "here", i + "@" + round, "x");
                Callable<Outcome> claim = () -> {
                    DeltaLeases leases = leases();
                    start.await();
                    return leases.take(owner, MINUTE).outcome();
                };
                claims.add(threads.submit(claim));
            }
            start.countDown();
            int taken = 0;
            for (Future<Outcome> claim : claims) {
                taken += claim.get() == Outcome.TAKEN ? 1 : 0;
            }
            threads.shutdown();
            assertThat(taken).isEqualTo(1);
            leases().giveBack(leases().holder().orElseThrow().owner());
        }
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
            assertThat(outcomes).isIn("TAKEN HELD_BY_OTHER", "HELD_BY_OTHER TAKEN");
            Holder winner = leases().holder().orElseThrow();
            Process process = winner.owner().run().equals("first") ? first : second;
            DeltaLeases mine = new DeltaLeases(ledger(), "flights", InstantSource.system(), LocalHost.lookedUp());
            Owner me = new Owner("third", winner.owner().host(), "me", "me");
            assertThat(mine.take(me, MINUTE).outcome()).isEqualTo(Outcome.HELD_BY_OTHER);
            process.destroyForcibly().waitFor();
            assertThat(mine.take(me, MINUTE)).isEqualTo(new Claim(Outcome.TAKEN, Optional.of(winner)));
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
                    new DeltaLedger(new Configuration(), root.toString()), "flights", InstantSource.system(), host);
            Files.writeString(root.resolve("ready-" + run), "");
            while (!Files.exists(root.resolve("go"))) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Claim claim = leases.take(new Owner(run, host.name(), host.process(), run), Duration.ofHours(1));
            Path answer = root.resolve("answer-" + run);
            Files.writeString(answer, claim.outcome().name());
            Files.move(answer, root.resolve(run));
            TimeUnit.HOURS.sleep(1);
        }
    }
}
