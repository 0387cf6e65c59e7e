package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.run.PastRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final TestingWarehouse world = TestingWarehouse.staged();
    private final TestingLedger ledger = TestingLedger.ofThreeRuns(world);

    private static <T> List<T> newestFirst(List<T> oldestFirst) {
        List<T> reversed = new ArrayList<>(oldestFirst);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<PastRun> runs() {
        return PastRun.all(ledger.entries());
    }

    private PastRun run(String id) {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
    }

    private List<GroupedEntry> events() {
        List<Entry> own = ledger.entries().stream()
                .filter(entry -> entry.asset().equals("flights_clean"))
                .toList();
        return GroupedEntry.of(own, ledger.partitionings());
    }

    private RunStory story(String run, Optional<Plan> plan) {
        return RunStory.of(run(run), plan, ledger.partitionings());
    }

    private static void assertFits(String text) {
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void runsAreToldNewestFirstWithWhatCameOfThem() {
        String text = HistoryText.ofRuns(newestFirst(runs()), 2, 80);

        assertGolden("history/runs.txt", text);
        assertFits(text);
    }

    @Test
    void thePartitionsOfOneCommitAreOneEvent() {
        String text = HistoryText.ofEvents(newestFirst(events()), 0, 80);

        assertGolden("history/events.txt", text);
        assertFits(text);
    }

    @Test
    void theDocumentsHaveTheSame() {
        assertGolden("history/runs.json", HistoryJson.ofRuns(newestFirst(runs())));
        assertGolden("history/events.json", HistoryJson.ofEvents(newestFirst(events())));
    }

    @Test
    void whereNothingHappenedThatIsSaid() {
        assertThat(HistoryText.ofRuns(List.of(), 0, 80)).isEqualTo("nothing has happened yet");
        assertThat(HistoryText.ofEvents(List.of(), 0, 80)).isEqualTo("nothing has happened to it yet");
    }

    @Test
    void anAssetThatIsNotDeclaredAnyMoreHasItsHistory() {
        Function<String, Optional<Partitioning>> forgotten = name -> Optional.empty();

        assertThat(HistoryText.ofEvents(GroupedEntry.of(ledger.entries(), forgotten), 0, 80))
                .contains("3 partitions", "2013-01-01,2013-01-02,2013-01-04");
    }

    @Test
    void aRunIsToldWithItsPlan() {
        Plan plan = world.plan(Request.everything());
        String text = RunStoryText.of(story("r-1", Optional.of(plan)), "jobs/flights", 80);

        assertGolden("show/planned.txt", text);
        assertThat(text.lines().filter(line -> !line.startsWith("  hindcast ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aRunWhosePlanIsGoneIsToldFromTheLedger() {
        assertGolden("show/without-plan.txt", RunStoryText.of(story("r-1", Optional.empty()), "jobs/flights", 80));
        assertGolden("show/without-plan.json", RunStoryJson.of(story("r-1", Optional.empty())));
    }

    @Test
    void theBeginOfARunThatOnlyTheTablesRememberIsNotClaimed() {
        TestingLedger remembered =
                new TestingLedger(world).committed(5, "r-9", "flights_clean/1", "2013-01-01", "2013-01-02");
        PastRun run = PastRun.all(remembered.entries()).get(0);

        assertThat(RunStoryText.of(RunStory.of(run, Optional.empty(), remembered.partitionings()), "jobs/flights", 80))
                .contains("began:  first known 2013-05-01T06:00:05Z");
        assertThat(HistoryText.ofRuns(List.of(run), 0, 80)).startsWith("first known 2013-05-01T06:00:05Z  r-9 unknown");
        assertThat(HistoryJson.ofRuns(List.of(run))).contains("\"began\":\"unknown\"");
    }

    @Test
    void aRunThatDiedTellsHowToGoOn() {
        Plan plan = world.plan(Request.everything());

        assertThat(RunStoryText.of(story("r-3", Optional.of(plan)), "jobs/flights", 80))
                .startsWith("run r-3: unfinished\n")
                .endsWith("hindcast resume jobs/flights r-3");
    }

    @Test
    void theLatestUnfinishedRunIsMeantElseTheLatest() {
        assertThat(PastRun.latest(runs())).map(PastRun::id).contains("r-3");
        assertThat(PastRun.latest(List.of(run("r-1"), run("r-2"))))
                .map(PastRun::id)
                .contains("r-2");
        assertThat(PastRun.latest(List.of(run("r-2"), run("r-1"))))
                .map(PastRun::id)
                .contains("r-2");
        assertThat(PastRun.latest(List.of(run("r-1")))).map(PastRun::id).contains("r-1");
        assertThat(PastRun.latest(List.of())).isEmpty();
    }

    @Test
    void aRowThatWasWrittenTwiceCountsOnce() {
        List<Entry> twice = Stream.concat(ledger.entries().stream(), ledger.entries().stream())
                .toList();

        assertThat(HistoryJson.ofEvents(GroupedEntry.of(twice, ledger.partitionings())))
                .contains("\"partitions\":\"2013-01-01..2013-01-02,2013-01-04\",\"count\":3");
        assertThat(PastRun.all(twice).get(0).count(Event.COMMITTED)).isEqualTo(3);
    }
}
