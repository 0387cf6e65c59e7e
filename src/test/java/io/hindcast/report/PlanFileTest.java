package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.plan.Means;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanJson;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What plans look like in a code review. */
class PlanFileTest {

    private static final Request REQUEST = new Request(
            Term.parseAll("+daily_delays@2013-02+ tag:nightly"),
            new Request.Bounds(
                    Optional.empty(),
                    Optional.of("2013-01-15"),
                    Optional.empty(),
                    Optional.of(Instant.parse("2013-03-01T00:00:00Z"))),
            Optional.of("2013-02-28"),
            Request.Mode.MISSING,
            Request.Force.NAMED,
            Request.Follow.NOTHING,
            Request.Direction.NEWEST_FIRST,
            "plan --select '+daily_delays@2013-02+ tag:nightly'");

    private static TestingWarehouse world() {
        return TestingWarehouse.staged()
                .arrivedUntil("2013-03-29")
                .built("flights_clean", "2013-01-01..2013-02-28")
                .quarantined("flights_clean", "2013-01-15", "division by zero");
    }

    @Test
    void aPlanFileHasALineForEachSet() {
        assertGolden("plan/file.json", PlanJson.lines(world().plan()).stripTrailing());
    }

    @Test
    void equalPlansAreEqualTexts() {
        assertThat(PlanJson.lines(world().plan())).isEqualTo(PlanJson.lines(world().plan()));
    }

    @Test
    void plansOfOneStateDifferInTheLinesOfTheirNameAndMomentAlone() {
        Plan plan = world().plan();
        Plan later = new Plan(
                plan.warehouse(),
                "p-2",
                plan.now().plusSeconds(60),
                plan.request(),
                plan.asked(),
                plan.sealed(),
                plan.reset(),
                plan.stage(),
                plan.steps(),
                plan.leftOut(),
                plan.waits(),
                plan.notes(),
                plan.savings(),
                plan.means());

        List<String> lines = PlanJson.lines(plan).lines().toList();
        List<String> others = PlanJson.lines(later).lines().toList();

        assertThat(others).hasSameSizeAs(lines);
        assertThat(others.stream().filter(line -> !lines.contains(line)))
                .allSatisfy(line -> assertThat(line).containsAnyOf("\"plan\": \"p-2\"", "\"now\": "))
                .hasSize(2);
    }

    @Test
    void theFileAndTheLineAreTheSameDocument() throws IOException {
        Plan plan = world().plan();
        ObjectMapper mapper = new ObjectMapper();

        assertThat(PlanJson.line(plan)).doesNotContain("\n");
        assertThat(mapper.readTree(PlanJson.lines(plan))).isEqualTo(mapper.readTree(PlanJson.line(plan)));
        assertThat(PlanJson.parse("p.json", PlanJson.lines(plan), world().warehouse()))
                .isEqualTo(plan);
    }

    @Test
    void aRequestIsKeptWithAllThatItSays() {
        Plan all = world().plan();
        Plan plan = new Plan(
                all.warehouse(),
                all.id(),
                all.now(),
                REQUEST.text(),
                Optional.of(REQUEST),
                all.sealed(),
                all.reset(),
                all.stage(),
                all.steps(),
                all.leftOut(),
                all.waits(),
                all.notes(),
                all.savings(),
                Means.UNKNOWN);

        assertThat(PlanJson.lines(plan)).contains("""
                          "asked": {
                            "select": [
                              "+daily_delays@2013-02+",
                              "tag:nightly"
                            ],
                            "from": "2013-01-15",
                            "before": "2013-03-01T00:00:00Z",
                            "except": "2013-02-28",
                            "mode": "missing",
                            "force": "named",
                            "follow": "nothing",
                            "direction": "newest_first"
                          },
                        """);
        assertThat(PlanJson.parse("p.json", PlanJson.lines(plan), world().warehouse())
                        .asked())
                .contains(REQUEST);
    }

    @Test
    void aPlanOfBeforeOnOneLineAndWithoutWhatWasAskedIsStillRead() throws IOException {
        Path file = Path.of(System.getProperty("hindcast.home", "."))
                .resolve("src/test/resources/golden/plan/format-1-one-line.json");

        Plan plan = PlanJson.parse("p.json", Files.readString(file), world().warehouse());

        assertThat(plan.asked()).isEmpty();
        assertThat(plan.means()).isEqualTo(Means.UNKNOWN);
        assertThat(plan.steps())
                .extracting(step -> step.asset() + " " + step.partitions().count())
                .startsWith(
                        "flights_clean 15", "flights_clean 14", "daily_delays 30", "daily_delays 28", "daily_delays 29")
                .hasSize(8);
        assertThat(plan.steps().get(2)).hasToString("""
                Step[id=daily_delays/1, asset=daily_delays, partitions=2013-01-01..2013-01-14,2013-01-16..2013-01-31, \
                reasons={MISSING=2013-01-01..2013-01-14,2013-01-16..2013-01-31}, ifChanged=, narrow={}, after=[], \
                estimate=Estimate[rows=Range[low=0, likely=27000, high=27000], \
                bytes=Range[low=0, likely=600000, high=600000], seconds=Spread[low=0.0, likely=0.0, high=0.0], \
                coreHours=Spread[low=0.0, likely=0.0, high=0.0], money=Optional.empty]]""");
        assertThat(plan.leftOut()).isEqualTo(world().plan().leftOut());
        assertThat(plan.sealed()).isEqualTo(world().plan().sealed());
    }

    @Test
    void aPlanIsAsLongAsItsRangesAndNotAsItsPartitions() {
        String quarter = PlanJson.lines(TestingWarehouse.staged().plan(named("flights_clean@2013-01-01..2013-03-31")));
        String month = PlanJson.lines(TestingWarehouse.staged().plan(named("flights_clean@2013-01-01..2013-01-31")));

        assertThat(quarter.length()).isLessThan(2 * month.length());
    }

    private static Request named(String terms) {
        return Request.everything()
                .selecting(Term.parseAll(terms))
                .followingNothing()
                .saying(terms);
    }
}
