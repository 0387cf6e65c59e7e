package io.hindcast.cli;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.problem.ProblemException;
import io.hindcast.testing.TestingTables;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ApprovalTest {

    private static final Partitioning DAYS = days("2013-01-01..2013-01-04");

    private final Warehouse warehouse =
            world().source("s", DAYS).asset("a", DAYS, input("s")).warehouse();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private WarehouseState state() {
        TestingTables tables = new TestingTables();
        tables.arrive("s", DAYS.domain());
        tables.foreign(warehouse.asset("a").orElseThrow(), DAYS.parse("2013-01-02..2013-01-03"));
        return tables.state(warehouse);
    }

    private Plan plan(Arguments arguments) {
        return new Planner(warehouse, state(), BatchPolicy.forParallel(1))
                .plan("p-1", Requests.of(arguments), TestingTables.AT, List.of());
    }

    private void require(String answer, String... words) {
        Arguments arguments = arguments(words);
        Optional<BufferedReader> answers =
                Optional.of(answer).filter(a -> !a.isEmpty()).map(a -> new BufferedReader(new StringReader(a)));
        PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, OptionalInt.of(80), answers);
        Approval.require(plan(arguments), state(), arguments, console);
    }

    private static Arguments arguments(String... words) {
        return Arguments.parse(List.of(words)).match(call -> call, text -> fail(), problems -> fail());
    }

    private static Arguments fail() {
        throw new AssertionError("no command line");
    }

    @Test
    void whoOverwritesForeignDataIsAskedAndCanSayNo() {
        assertThatThrownBy(() -> require("n\n", "run", "w", "--select", "a", "--force"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("HC-214");
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("2 partitions of a that someone else wrote will be overwritten", "go on? [y/N]");
    }

    @Test
    void aYesGoesOn() {
        assertThatCode(() -> require("y\n", "run", "w", "--select", "a", "--force"))
                .doesNotThrowAnyException();
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("go on?");
    }

    @Test
    void nobodyIsAskedWithYesOrWithoutATerminalAndIsToldAllTheSame() {
        require("n\n", "run", "w", "--select", "a", "--force", "--yes");
        assertThat(told()).containsExactly("2 partitions of a that someone else wrote will be overwritten");
        shown.reset();
        require("", "run", "w", "--select", "a", "--force");
        assertThat(told()).containsExactly("2 partitions of a that someone else wrote will be overwritten");
    }

    private List<String> told() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void nothingIsToldWhereNothingIsAtStake() {
        require("n\n", "run", "w");
        assertThat(told()).isEmpty();
    }
}
