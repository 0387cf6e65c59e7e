package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import org.junit.jupiter.api.Test;

class WhyTextTest {

    private static Explanation why(TestingWarehouse world, String name, String partition) {
        Asset asset = world.asset(name);
        return new Explainer(world.warehouse(), world.state(), world.plan())
                .explain(asset, asset.partitioning().parsePartition(partition));
    }

    private static String text(TestingWarehouse world, String name, String partition) {
        return WhyText.of(why(world, name, partition), "jobs/flights", 80);
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

        assertThat(WhyJson.of(why(world, "flights_clean", "2013-02-04")))
                .isEqualTo("{\"asset\":\"flights_clean\",\"partition\":\"2013-02-04\",\"standing\":\"stale\","
                        + "\"reasons\":[\"data\"],\"fingerprint\":\"f1:flights_clean-1\","
                        + "\"built\":{\"event\":\"committed\",\"run\":\"r-1\",\"step\":\"flights_clean/1\","
                        + "\"attempt\":1,\"at\":\"2013-05-01T06:00:00Z\",\"version\":1,"
                        + "\"fingerprint\":\"f1:flights_clean-1\"},"
                        + "\"content\":{\"rows\":900,\"bytes\":20000,\"files\":1,\"hash\":\"h1:5eed\"},"
                        + "\"inputs\":[{\"input\":\"flights\",\"mapping\":\"the day\","
                        + "\"partitions\":\"2013-02-04\",\"then\":3,\"now\":4,"
                        + "\"changed\":[{\"version\":4,\"partitions\":\"2013-02-04\"}],\"changes\":\"counts\"}],"
                        + "\"consumers\":{\"daily_delays\":\"2013-02-04\"}}");
    }
}
