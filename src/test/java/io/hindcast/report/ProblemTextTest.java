package io.hindcast.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.Place;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {

    private static final Problem PROBLEM = PlanningProblems.unknownSelection(
                    "daily_delay", List.of("flights_clean", "daily_delays", "delay_7d", "carrier_month"))
            .at(Place.of("daily_delays.sql", 3));

    @Test
    void eachPartIsWrappedUnderItsOwnWord() {
        assertThat(ProblemText.of(List.of(PROBLEM), 60)).isEqualTo("""
                        daily_delays.sql:3: --select 'daily_delay' names nothing
                        [HC-202]
                          cause:   the warehouse has no asset and no tag of that
                                   name; it has flights_clean, daily_delays,
                                   delay_7d, carrier_month
                          way out: did you mean 'daily_delays'?""");
    }

    @Test
    void severalProblemsAreCounted() {
        assertThat(ProblemText.of(List.of(PROBLEM, PROBLEM), 200)).endsWith("\n2 problems");
        assertThat(ProblemText.of(List.of(PROBLEM), 200)).doesNotContain("1 problem");
    }

    @Test
    void aWideTerminalShowsWhatTheProblemSaysOfItself() {
        assertThat(ProblemText.of(List.of(PROBLEM), 200)).isEqualTo(PROBLEM.toString());
    }
}
