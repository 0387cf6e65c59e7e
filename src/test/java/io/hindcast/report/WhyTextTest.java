package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.TableCommit;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhyTextTest {

    private static Explanation why(TestingWarehouse world, String name, String partition) {
        Asset asset = world.asset(name);
        return new Explainer(world.warehouse(), world.state(), world.plan())
                .explain(asset, asset.partitioning().parsePartition(partition));
    }

    private static String text(TestingWarehouse world, String name, String partition) {
        return WhyText.of(why(world, name, partition), Background.none(), "jobs/flights", 80);
    }

    @Test
    void aFreshPartitionTellsWhatItWasBuiltFromAndWhatReadsIt() {
        assertGolden("why/fresh.txt", text(TestingWarehouse.built(), "daily_delays", "2013-02-03"));
    }

    @Test
    void aStalePartitionTellsTheVersionThatChangedWhatItReads() {
        TestingWarehouse world = TestingWarehouse.built()
                .corrected(4, "2013-02-03..2013-02-05")
                .corrected(5, "2013-02-04")
                .recoded("flights_clean");

        assertGolden("why/stale.txt", text(world, "flights_clean", "2013-02-04"));
    }

    @Test
    void aChangeOfOtherColumnsIsToldAndMakesNothingStale() {
        TestingWarehouse world = TestingWarehouse.built().withOtherDistances("2013-02-01..2013-02-02");

        assertGolden("why/other-columns.txt", text(world, "delay_7d", "2013-02-05"));
        assertThat(text(world, "carrier_month", "2013-02")).startsWith("carrier_month@2013-02 is stale: upstream");
    }

    @Test
    void theCommitsBehindChangesAndWhatIsOtherInTheCodeAreTold() {
        TestingWarehouse world =
                TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05").recoded("flights_clean");
        TableCommit commit = new TableCommit(
                4,
                "t-1",
                Instant.parse("2013-05-20T06:00:00Z"),
                "WRITE",
                "ann@desk",
                Optional.empty(),
                world.set("flights", "2013-02-03..2013-02-05"),
                TableCommit.Nature.APPEND);
        List<String> code = CodeChange.between(
                "{\"sql\":\"select ds , n from flights where n > 1\",\"partition\":\"ds day Z\","
                        + "\"inputs\":{\"flights\":{\"mapping\":\"0..0\",\"columns\":{\"n\":\"int\"}}}}",
                "{\"sql\":\"select ds , n + 1 as n from flights where n > 1\",\"partition\":\"ds week Z\","
                        + "\"inputs\":{\"flights\":{\"mapping\":\"-6..0\",\"columns\":{\"n\":\"bigint\"}},"
                        + "\"planes\":{}}}");

        assertGolden(
                "why/background.txt",
                WhyText.of(
                        why(world, "flights_clean", "2013-02-04"),
                        new Background(
                                Map.of("flights", Map.of(4L, commit)),
                                code,
                                List.of("delay_7d"),
                                Background.none().trace(),
                                Background.none().follows(),
                                Map.of()),
                        "jobs/flights",
                        80));
    }

    @Test
    void columnsThatCameWentOrAreComputedOtherwiseAreTold() {
        assertThat(CodeChange.columns(
                        Map.of("a", "f1:1", "b", "f1:2", "c", "f1:3"), Map.of("a", "f1:1", "b", "f1:9", "d", "f1:4")))
                .containsExactly("the column b is computed otherwise", "the column c is gone", "the column d is new");
        assertThat(CodeChange.columns(Map.of(), Map.of("a", "f1:1"))).isEmpty();
        assertThat(CodeChange.between("{\"sql\":\"select 1\"}", "{\"sql\":\"select 1\"}"))
                .isEmpty();
    }

    @Test
    void codesOfTwoSchemesDifferByWhatTheyTellAndNotByTheScheme() {
        String first = "{\"format\":1,\"sql\":\"select 1\",\"partition\":\"ds day Z\"}";
        String second = "{\"format\":2,\"sql\":\"select 1\",\"plan\":{\"rows\":\"one\"},\"partition\":\"ds day Z\"}";

        assertThat(CodeChange.between(first, second)).isEmpty();
        assertThat(CodeChange.between(first, second.replace("ds day", "ds week")))
                .containsExactly("partition was ds day Z, is ds week Z");
        assertThat(CodeChange.columns(Map.of("a", "f1:1"), Map.of("a", "f2:2"))).isEmpty();
    }

    @Test
    void whichClassesAndResourcesOfAJobDifferIsTold() {
        assertThat(CodeChange.between(
                        "{\"java\":{\"a/Job\":\"1\",\"a/Old\":\"2\",\"/rates.csv\":\"3\"}}",
                        "{\"java\":{\"a/Job\":\"9\",\"a/New\":\"2\",\"/rates.csv\":\"4\"}}"))
                .containsExactly(
                        "the resource rates.csv is another",
                        "the class a.Job is another",
                        "the class a.New is reached now",
                        "the class a.Old is not reached any more");
    }

    @Test
    void aPartitionBelowTellsWhatWillBeRebuiltAboveIt() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");

        assertGolden("why/below.txt", text(world, "delay_7d", "2013-02-08"));
    }

    @Test
    void aQuarantinedPartitionTellsItsErrorAndTheRepair() {
        TestingWarehouse world =
                TestingWarehouse.built().quarantined("flights_clean", "2013-01-15", "division by zero");

        assertGolden("why/quarantined.txt", text(world, "flights_clean", "2013-01-15"));
    }

    @Test
    void aForeignPartitionTellsWhoWroteIt() {
        TestingWarehouse world = TestingWarehouse.built().foreign("daily_delays", "2013-03-31");

        assertThat(text(world, "daily_delays", "2013-03-31"))
                .contains("is foreign", "WRITE by ann@desk", "--force --select 'daily_delays@2013-03-31'");
    }

    @Test
    void aWaitingPartitionTellsWhatItWaitsFor() {
        TestingWarehouse world = TestingWarehouse.staged().arrivedUntil("2013-03-29");

        assertThat(text(world, "flights_clean", "2013-03-30")).contains("waiting", "not there yet: 2013-03-30");
        assertThat(text(world, "carrier_month", "2013-03"))
                .contains("waiting", "not there yet: 2013-03-30..2013-03-31");
        assertThat(text(world, "flights_clean", "2013-03-29")).doesNotContain("not there yet");
    }

    @Test
    void whatDoesNotExistSaysSo() {
        assertThat(text(TestingWarehouse.built(), "daily_delays", "2014-01-01")).contains("is no partition");
    }

    @Test
    void theDocumentHasTheSame() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");

        assertThat(WhyJson.of(why(world, "flights_clean", "2013-02-04"), Background.none()))
                .isEqualTo("{\"asset\":\"flights_clean\",\"partition\":\"2013-02-04\",\"standing\":\"stale\","
                        + "\"reasons\":[\"data\"],\"fingerprint\":\"f1:flights_clean-1\","
                        + "\"built\":{\"event\":\"committed\",\"run\":\"r-1\",\"step\":\"flights_clean/1\","
                        + "\"attempt\":1,\"at\":\"2013-05-01T06:00:00Z\",\"version\":1,"
                        + "\"fingerprint\":\"f1:flights_clean-1\"},\"code_changes\":[],"
                        + "\"content\":{\"rows\":900,\"bytes\":20000,\"files\":1,\"hash\":\"h1:5eed\"},"
                        + "\"inputs\":[{\"input\":\"flights\",\"mapping\":\"the day\","
                        + "\"partitions\":\"2013-02-04\",\"then\":3,\"now\":4,"
                        + "\"changed\":[{\"version\":4,\"partitions\":\"2013-02-04\"}],\"changes\":\"counts\"}],"
                        + "\"consumers\":{\"daily_delays\":\"2013-02-04\"},\"reached\":[],"
                        + "\"trace\":[],\"causes\":[],\"follows\":{}}");
    }
}
