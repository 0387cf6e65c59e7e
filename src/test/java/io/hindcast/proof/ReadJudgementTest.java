package io.hindcast.proof;

import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problem;
import io.hindcast.spark.StepReads;
import io.hindcast.spark.StepReads.Grade;
import io.hindcast.spark.StepReads.OfInput;
import io.hindcast.spark.StepReads.Sight;
import io.hindcast.testing.SmallWorlds;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step read, held against every way to declare it: all sets of days around three, against a model by hand. */
class ReadJudgementTest {

    private static final int BEGIN = (int) LocalDate.parse("2013-01-30").toEpochDay();

    /** Which distances each of {@link SmallWorlds#RULES} reads. */
    private static final Map<String, IntPredicate> DISTANCES = Map.of(
            "same", o -> o == 0,
            "window", o -> o == -1 || o == 0,
            "ahead", o -> o == 1,
            "offsets", o -> o == 0 || o == -2,
            "lag", o -> o == -1,
            "whole", o -> true,
            "unbounded", o -> o <= 0,
            "around", o -> Math.abs(o) <= 1);

    private static PartitionSet days(int bits, int first) {
        return PartitionSet.ofTime(
                SmallWorlds.DAYS,
                IntervalSet.unionAll(IntStream.range(0, 8)
                        .filter(i -> ((bits >> i) & 1) == 1)
                        .mapToObj(i -> IntervalSet.point(BEGIN + first + i))
                        .toList()));
    }

    private static StepReads reads(String input, long version, PartitionSet read) {
        OfInput of = new OfInput(new TreeSet<>(Set.of(version)), List.of(), read, read, Map.of(), read, Grade.EXACT);
        return new StepReads(Map.of(input, of), Set.of(input), new TreeSet<>(), new TreeSet<>(), Sight.CLEAR);
    }

    private static Asset reading(String rule) {
        return world().source("s", SmallWorlds.DAYS)
                .asset("a", SmallWorlds.DAYS, input("s", Objects.requireNonNull(SmallWorlds.RULES.get(rule))))
                .warehouse()
                .asset("a")
                .orElseThrow();
    }

    private static Optional<String> code(Asset asset, PartitionSet targets, StepReads reads) {
        return problem(asset, targets, reads).map(Problem::code);
    }

    private static Optional<Problem> problem(Asset asset, PartitionSet targets, StepReads reads) {
        return ReadJudgement.problem(asset, targets, Map.of("s", InputRead.of(5), Asset.SELF, InputRead.of(7)), reads);
    }

    @Test
    void daysAreOutsideExactlyWhenNoTargetDeclaresThem() {
        int refused = 0;
        for (String rule : DISTANCES.keySet()) {
            Asset asset = reading(rule);
            for (int targets = 1; targets < 8; targets++) {
                for (int read = 0; read < 128; read++) {
                    boolean outside = isOutside(Objects.requireNonNull(DISTANCES.get(rule)), targets, read);
                    assertThat(code(asset, days(targets, 0), reads("s", 5, days(read, -2))))
                            .as("%s: %s reads %s", rule, days(targets, 0), days(read, -2))
                            .isEqualTo(outside ? Optional.of("HC-338") : Optional.empty());
                    refused += outside ? 1 : 0;
                }
            }
        }
        assertThat(refused).isBetween(5_000, 7 * 128 * DISTANCES.size() - 200);
    }

    /** Days of the declared three, counted from the first of them. */
    private static boolean isOutside(IntPredicate distances, int targets, int read) {
        return IntStream.range(-2, 5)
                .filter(day -> ((read >> (day + 2)) & 1) == 1)
                .anyMatch(day -> day < 0
                        || day > 2
                        || IntStream.range(0, 3)
                                .filter(target -> ((targets >> target) & 1) == 1)
                                .noneMatch(target -> distances.test(day - target)));
    }

    @Test
    void ofItselfAJobReadsOthersAndNeverWhatItComputes() {
        Asset asset = world().source("s", SmallWorlds.DAYS)
                .asset("a", SmallWorlds.DAYS, input("s"), self(2))
                .warehouse()
                .asset("a")
                .orElseThrow();
        for (int targets = 1; targets < 8; targets++) {
            for (int read = 0; read < 8; read++) {
                boolean outside = (read & targets) != 0 || isOutside(o -> o == -1 || o == -2, targets, read << 2);
                assertThat(code(asset, days(targets, 0), reads(Asset.SELF, 7, days(read, 0))))
                        .as("%s reads %s of itself", days(targets, 0), days(read, 0))
                        .isEqualTo(outside ? Optional.of("HC-338") : Optional.empty());
            }
        }
    }

    @Test
    void whatIsWrongIsToldWithItsValuesTheGravestFirst() {
        Asset asset = reading("window");
        PartitionSet target = days(4, 0);
        assertThat(problem(asset, target, reads("s", 5, days(7, 0))).map(p -> p.what() + "; " + p.why()))
                .contains("the job of a read partitions of s that it does not declare: 2013-01-30; for 2013-02-01 it"
                        + " declares the day and the one before it: 2013-01-31..2013-02-01; changes of others would make"
                        + " nothing out of date");
        assertThat(problem(asset, target, reads("s", 4, days(7, 0))).map(Problem::what))
                .contains("the job of a read s at version 4");
        StepReads elsewhere = new StepReads(
                reads("s", 4, days(7, 0)).inputs(),
                Set.of("s"),
                new TreeSet<>(),
                new TreeSet<>(Set.of("Text files at file:/rates", "the Delta table file:/x at version 3")),
                Sight.CLEAR);
        assertThat(problem(asset, target, elsewhere).map(Problem::what))
                .contains(
                        "the job of a read what is no input of it: Text files at file:/rates; the Delta table file:/x at"
                                + " version 3");
        StepReads own = new StepReads(
                elsewhere.inputs(),
                Set.of("s"),
                new TreeSet<>(Set.of("its own table at version 2")),
                elsewhere.others(),
                Sight.CLEAR);
        assertThat(problem(asset, target, own).map(Problem::code)).contains("HC-336");
        assertThat(problem(asset, target, own).map(Problem::what))
                .contains("the job of a read its own table at version 2");
    }

    @Test
    void nothingReadIsNothingWrong() {
        StepReads nothing = new StepReads(Map.of(), Set.of(), new TreeSet<>(), new TreeSet<>(), Sight.CLEAR);
        assertThat(code(reading("same"), days(7, 0), nothing)).isEmpty();
    }
}
