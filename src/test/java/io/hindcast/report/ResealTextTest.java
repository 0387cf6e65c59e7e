package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanDifference;
import io.hindcast.plan.Request;
import io.hindcast.plan.SealCheck;
import io.hindcast.plan.Step;
import io.hindcast.plan.Term;
import io.hindcast.problem.ExitCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResealTextTest {

    /** The days of a set, and all that follows from them. */
    private static Request named(String terms) {
        return Request.everything()
                .selecting(Term.parseAll(terms))
                .forcingNamed()
                .saying("plan");
    }

    private static List<BrokenSeal> broken(Plan plan, TestingWarehouse now) {
        return new SealCheck(now.warehouse(), now.state()).broken(plan, "");
    }

    private static List<String> seals(Plan plan, TestingWarehouse now, Request request) {
        return ResealText.seals(plan, broken(plan, now), Optional.of(now.plan(request)));
    }

    private static String text(Plan plan, TestingWarehouse now, Request request) {
        return ResealText.of(plan, now.plan(request), seals(plan, now, request), 80);
    }

    @Test
    void rowsThatCameForPlannedDaysBreakTheSealAndAddAReason() {
        Request request = named("flights_clean@2013-02-03..2013-02-04");
        Plan plan = TestingWarehouse.built().plan(request);

        assertThat(seals(plan, TestingWarehouse.built().corrected(4, "2013-02-04..2013-02-06"), request))
                .containsExactly("source flights received rows of 2013-02-04, which concerns all 5 steps"
                        + " (flights_clean/1, daily_delays/1, carrier_month/1, ...); made again, the plan has 1 partition"
                        + " of flights_clean for other reasons (2013-02-04: also data)");
    }

    @Test
    void aNightlyAppendBesideThePlannedDaysBreaksNothing() {
        Request request = named("flights_clean@2013-02-03..2013-02-04");
        Plan plan = TestingWarehouse.built().plan(request);

        assertThat(broken(plan, TestingWarehouse.built().corrected(4, "2013-02-05..2013-03-31")))
                .isEmpty();
    }

    @Test
    void everySealIsNamedWithWhatItWouldChange() {
        Plan plan = TestingWarehouse.built().corrected(4, "2013-02-03").plan();
        TestingWarehouse now = TestingWarehouse.built()
                .corrected(4, "2013-02-03")
                .corrected(5, "2013-02-03..2013-02-05")
                .foreign("daily_delays", "2013-02-03")
                .recoded("carrier_month");

        assertGolden("reseal/seals.txt", text(plan, now, Request.everything()));
    }

    @Test
    void partitionsThatNeedNotBeRebuiltAnyMoreAreDropped() {
        Plan plan = TestingWarehouse.built()
                .corrected(4, "2013-02-03..2013-02-04")
                .recoded("delay_7d")
                .plan();

        assertGolden("reseal/dropped.txt", text(plan, TestingWarehouse.built(), Request.everything()));
    }

    @Test
    void aPlanThatHoldsAndWouldBeTheSameSaysSo() {
        TestingWarehouse world = TestingWarehouse.built().corrected(4, "2013-02-03");
        Plan plan = world.plan();

        assertThat(PlanDifference.between(plan, world.plan()).isEmpty()).isTrue();
        assertThat(text(plan, world, Request.everything()))
                .isEqualTo("plan p-1 holds, and made again it would be the same");
    }

    @Test
    void aPlanOfAnotherAssetIsAnotherAlthoughNothingThatItReadsMoved() {
        Plan plan = TestingWarehouse.built().corrected(4, "2013-02-03").plan();
        TestingWarehouse now =
                TestingWarehouse.built().corrected(4, "2013-02-03").corrected(5, "2013-03-31");

        assertThat(text(plan, now, Request.everything()))
                .startsWith("plan p-1 holds: nothing moved of what it reads and writes")
                .contains("flights_clean      1  new: data      2013-03-31");
    }

    @Test
    void theDocumentHasTheSame() {
        Plan plan = TestingWarehouse.built().corrected(4, "2013-02-03").plan();
        TestingWarehouse now =
                TestingWarehouse.built().corrected(4, "2013-02-03").corrected(5, "2013-02-03..2013-02-04");

        assertGolden("reseal/document.json", ResealJson.of(plan, now.plan(), broken(plan, now), ExitCode.REPLAN));
    }

    @Test
    void whatASealConcernsAreTheStepsThatReadWhatMoved() {
        Plan plan = TestingWarehouse.staged().plan();
        TestingWarehouse now = TestingWarehouse.staged().corrected(4, "2013-03-31");

        assertThat(broken(plan, now))
                .singleElement()
                .satisfies(seal -> assertThat(seal.steps(plan))
                        .allSatisfy(
                                step -> assertThat(step.partitions().toString()).contains("2013-03"))
                        .extracting(Step::asset)
                        .containsOnly("flights_clean", "daily_delays", "delay_7d", "carrier_month"));
    }
}
