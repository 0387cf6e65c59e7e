package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed with SIGKILL at random moments. {@code -Dhindcast.soak.kills=20} for more of them,
 * {@code -Dhindcast.soak.seed=N} for other moments.
 */
@Tag("once")
@Tag("packaged")
@Tag("spark")
class DeathTest {

    private static final int KILLS = Integer.getInteger("hindcast.soak.kills", 1);
    private static final long SEED = Long.getLong("hindcast.soak.seed", 2013);

    /** So many deaths a warehouse, at most. */
    private static final int KILLS_A_WORLD = 10;

    /** Within the second that the ledger may be behind the tables. */
    private static final int LONGEST_DELAY_MILLIS = 600;

    private final Random random = new Random(SEED);

    @TempDir
    Path place;

    private Undisturbed undisturbed;

    @BeforeEach
    void howItIsWithoutDeaths() throws IOException, InterruptedException {
        undisturbed = Undisturbed.once();
    }

    @Test
    void aWarehouseRebuiltThroughDeathsIsTheOneThatAnUndisturbedRunMakes() throws IOException, InterruptedException {
        System.out.println("kills: " + KILLS + ", seed: " + SEED);
        int killed = 0;
        for (int world = 0; killed < KILLS; world++) {
            SmallFlights flights = SmallFlights.in(place.resolve("world-" + world));
            killed += kill(flights, Math.min(KILLS - killed, KILLS_A_WORLD));
            flights.call(0, next(flights, world % 2 == 0), "--parallel", "2");
            requireAsUndisturbed(flights);
            if (world == 0) {
                requireRepairedFromTheTablesAlone(flights);
            }
        }
    }

    /** Kills process after process, each a part further in the work; how many met their death. */
    private int kill(SmallFlights flights, int times) throws IOException, InterruptedException {
        int killed = 0;
        for (int time = 0; time < times; time++) {
            int moment = (int) (undisturbed.commits() * (time + random.nextDouble()) / times);
            PackedHindcast.Started process =
                    PackedHindcast.start(flights, next(flights, random.nextBoolean()), "--parallel", "2");
            while (process.isAlive() && new Traces(flights.root()).commits() < moment) {
                Thread.sleep(2);
            }
            // Every other one at once: then the ledger cannot know the commit yet.
            Thread.sleep(random.nextBoolean() ? 0 : random.nextInt(LONGEST_DELAY_MILLIS));
            boolean alive = process.isAlive();
            process.signalKill();
            process.ended();
            killed += alive ? 1 : 0;
            System.out.println("killed at commit " + moment + " of " + undisturbed.commits() + ": " + alive);
        }
        return killed;
    }

    /** Goes on by resume where a run was planned and resume is preferred, else by a plain run, which takes over at once. */
    private static String next(SmallFlights flights, boolean resume) {
        boolean planned =
                new Traces(flights.root()).ledger().stream().anyMatch(entry -> entry.event() == Event.PLANNED);
        return planned && resume ? "resume" : "run";
    }

    private void requireAsUndisturbed(SmallFlights flights) {
        Traces traces = new Traces(flights.root());
        undisturbed.requireSame(traces);
        requireTold(traces.ledger());
    }

    /** Every run was asked for and planned, has an end, and only what began was committed. */
    private static void requireTold(List<Entry> ledger) {
        Map<Event, Set<String>> runs = ledger.stream()
                .collect(Collectors.groupingBy(
                        Entry::event, Collectors.mapping(Entry::run, Collectors.toCollection(LinkedHashSet::new))));
        assertThat(runs).doesNotContainKeys(Event.FAILED, Event.QUARANTINED, Event.FOREIGN, Event.RESET);
        assertThat(runs.get(Event.FINISHED)).hasSize(1);
        assertThat(runs.get(Event.REQUESTED)).containsAll(runs.get(Event.PLANNED));
        assertThat(runs.get(Event.PLANNED)).containsAll(runs.get(Event.COMMITTED));
        Set<String> ended = new LinkedHashSet<>(runs.get(Event.FINISHED));
        ended.addAll(runs.getOrDefault(Event.CANCELLED, Set.of()));
        assertThat(ended).containsAll(runs.get(Event.LEASED));
    }

    private static void requireRepairedFromTheTablesAlone(SmallFlights flights) throws IOException {
        String before = flights.call(0, "status", "--json").out();
        Map<String, String> hashes = new Traces(flights.root()).hashes();
        SmallFlights.clear(flights.root().resolve("_hindcast/ledger"));

        flights.call(0, "repair");

        assertThat(new Traces(flights.root()).hashes()).isEqualTo(hashes);
        assertThat(flights.call(0, "status", "--json").out()).isEqualTo(before);
        assertThat(flights.call(0, "run", "--json").out()).contains("\"run\":null", "\"committed\":0");
    }
}
