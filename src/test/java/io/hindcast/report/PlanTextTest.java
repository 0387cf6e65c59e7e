package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hindcast.plan.Consequences;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanJson;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTextTest {

    private static TestingWarehouse mixedWorld() {
        return TestingWarehouse.built()
                .recoded("delay_7d")
                .corrected(4, "2013-02-03,2013-02-10,2013-02-17,2013-02-24,2013-03-03")
                .quarantined("flights_clean", "2013-01-15", "division by zero")
                .foreign("daily_delays", "2013-03-31");
    }

    private static Plan mixed() {
        return mixedWorld().plan(Request.everything(), "data/flights/2013-04.csv.gz");
    }

    /** Of a plan that destroys nothing. */
    private static String text(Plan plan, int width) {
        return PlanText.of(plan, new Consequences(List.of(), Map.of()), width);
    }

    @Test
    void whatStaysFreshSinceItLooksAtOtherColumnsIsToldWithThem() {
        TestingWarehouse world = TestingWarehouse.built().withOtherDistances("2013-02-01..2013-02-02");

        assertThat(world.plan().notes())
                .containsExactly(
                        "delay_7d 2013-02-01..2013-02-08 stay fresh: of daily_delays only column distance changed,"
                                + " which it does not read");
        assertThat(world.plan().rewritten()).containsOnlyKeys("carrier_month");
        assertThat(text(world.plan(), 200)).contains("only column distance changed, which it does not read");
    }

    @Test
    void whatAPlanDestroysIsToldInEveryForm() {
        TestingWarehouse world = TestingWarehouse.built().foreign("daily_delays", "2013-03-30..2013-03-31");
        Request force = new Request(
                Term.parseAll("daily_delays"),
                Request.Bounds.none(),
                Optional.empty(),
                Request.Mode.OUT_OF_DATE,
                Request.Force.NAMED,
                Request.Follow.NOTHING,
                Request.Direction.OLDEST_FIRST,
                "");
        Plan plan = world.plan(force).resetting(List.of("delay_7d"));
        Consequences consequences = Consequences.of(plan, world.state());
        String overwritten = "2 partitions of daily_delays that someone else wrote will be overwritten";
        String anew = "the table of delay_7d begins anew, without its rows";

        assertThat(PlanText.of(plan, consequences, 120).lines())
                .contains("consequence: " + overwritten, "consequence: " + anew);
        assertThat(PlanText.explained(plan, world.state(), 120).lines())
                .contains("consequence: " + overwritten, "consequence: " + anew);
        assertThat(PlanJson.tree(plan, consequences).path("consequences"))
                .extracting(JsonNode::asText)
                .containsExactly(anew, overwritten);
        assertThat(PlanJson.tree(world.plan(), Consequences.of(world.plan(), world.state()))
                        .has("consequences"))
                .isFalse();
    }

    @Test
    void aFirstPlanIsOneLinePerAsset() {
        assertGolden("plan/first.txt", text(TestingWarehouse.staged().plan(), 80));
    }

    @Test
    void aPlanTellsReasonsThatHoldForAPartOnlyAndSpellsOutWhatIsLeftOut() {
        assertGolden("plan/mixed.txt", text(mixed(), 80));
    }

    @Test
    void theExplainerTellsEveryStepInFull() {
        assertGolden(
                "plan/explained.txt", PlanText.explained(mixed(), mixedWorld().state(), 80));
    }

    @Test
    void whatWaitsIsToldWhereTheInputHasNotArrived() {
        assertGolden(
                "plan/waiting.txt",
                text(TestingWarehouse.staged().arrivedUntil("2013-03-29").plan(), 80));
    }

    @Test
    void nothingToDoIsOneLine() {
        assertThat(text(TestingWarehouse.built().plan(), 80))
                .isEqualTo("nothing to do: all 273 partitions of 4 assets are fresh");
    }

    @Test
    void nothingToDoOverQuarantinedPartitionsSaysSo() {
        Plan plan = TestingWarehouse.built()
                .quarantined("flights_clean", "2013-01-15", "division by zero")
                .plan();

        assertThat(text(plan, 80)).startsWith("nothing to do: ").contains("1 quarantined");
        assertThat(text(plan, 80)).doesNotContain("all 273 partitions");
    }

    @Test
    void aRequestIsShownByTheExplainer() {
        Request request = new Request(
                Term.parseAll("daily_delays@2013-01-01"),
                Request.Bounds.none(),
                Optional.empty(),
                Request.Mode.OUT_OF_DATE,
                Request.Force.NAMED,
                Request.Follow.NOTHING,
                Request.Direction.OLDEST_FIRST,
                "--select daily_delays@2013-01-01 --force --no-downstream");
        TestingWarehouse world = TestingWarehouse.built();
        String text = PlanText.explained(world.plan(request), world.state(), 80);

        assertThat(text).contains("daily_delays/1: 1 partition").contains("the request forces it");
        assertThat(text.replaceAll("\\s+", " ")).contains("--select daily_delays@2013-01-01 --force --no-downstream");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 81, 100, 132, 200})
    void noLineOfATableOrSentenceIsWiderThanTheTerminal(int width) {
        assertThat(text(mixed(), width).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void theMomentOfThePlanIsShownByTheExplainer() {
        assertThat(PlanText.explained(mixed(), mixedWorld().state(), 80))
                .contains(Instant.parse("2013-06-01T06:00:00Z").toString());
    }
}
