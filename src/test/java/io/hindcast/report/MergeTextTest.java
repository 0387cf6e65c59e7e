package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.plan.MergeImpact;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTextTest {

    private static MergeImpact.Side side(TestingWarehouse world) {
        return new MergeImpact.Side(world.warehouse(), world.state(), world.plan());
    }

    private static MergeStory story(TestingWarehouse before, TestingWarehouse after, String... notes) {
        return new MergeStory(
                "origin/main",
                "3f2a9c1d07",
                MergeStory.Basis.standings(),
                MergeImpact.between(side(before), side(after)),
                List.of(notes));
    }

    @Test
    void whatMergingAddsIsToldApartFromWhatIsOutOfDateAnyway() {
        TestingWarehouse before = TestingWarehouse.built().corrected(4, "2013-02-03..2013-02-05");

        assertGolden(
                "merge/adds.txt",
                MergeText.of(
                        story(
                                before,
                                before.recoded("daily_delays"),
                                "origin/main has commits that are not here: what they changed is told as if merging undid it"),
                        80));
    }

    @Test
    void whereNothingDiffersItIsSaidInTwoLines() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03");

        assertGolden("merge/nothing.txt", MergeText.of(story(world, world), 80));
    }

    @Test
    void theDocumentHasTheSame() {
        TestingWarehouse before = TestingWarehouse.built().corrected(4, "2013-02-03");

        String document =
                MergeJson.of(story(before, before.recoded("carrier_month"))).toString();

        assertThat(document)
                .startsWith("{\"ref\":\"origin/main\",\"commit\":\"3f2a9c1d07\",\"basis\":\"standings\",\"sources\":{},"
                        + "\"assets\":{\"carrier_month\":{\"change\":\"changed\"")
                .contains("\"adds\":{\"partitions\":2,\"steps\":2,\"estimate\":{\"rows\":[1800,1800,1800],"
                        + "\"bytes\":[40000,40000,40000]},\"assets\":{\"carrier_month\":{"
                        + "\"partitions\":\"2013-01,2013-03\",\"count\":2,\"steps\":2,"
                        + "\"reasons\":{\"code\":\"2013-01,2013-03\"}")
                .endsWith("\"begins_anew\":[],\"notes\":[]}");
    }
}
