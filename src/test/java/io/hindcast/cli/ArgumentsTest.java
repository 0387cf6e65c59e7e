package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    private static final Map<Option, String> LEGAL_VALUES = Map.ofEntries(
            Map.entry(Option.ASSUME, "code:daily_delays"),
            Map.entry(Option.VERSIONS, "3..5"),
            Map.entry(Option.AGAINST, "/lake/next"),
            Map.entry(Option.TOLERANCE, "1e-9"),
            Map.entry(Option.IGNORE, "loaded_at"),
            Map.entry(Option.HTML, "d.html"),
            Map.entry(Option.SELECT, "daily_delays"),
            Map.entry(Option.PARTITIONS, "2013-01-01"),
            Map.entry(Option.FROM, "2013-01"),
            Map.entry(Option.UNTIL, "2013-02"),
            Map.entry(Option.BEFORE, "2013-02-01T00:00:00Z"),
            Map.entry(Option.EXCEPT, "2013-01-05"),
            Map.entry(Option.RESET, "daily_delays"),
            Map.entry(Option.MODE, "missing"),
            Map.entry(Option.PARALLEL, "2"),
            Map.entry(Option.OF, "daily_delays"),
            Map.entry(Option.OUT, "plan.json"),
            Map.entry(Option.WAIT, "10m"),
            Map.entry(Option.TIMEOUT, "2h"),
            Map.entry(Option.REASON, "late file"),
            Map.entry(Option.NOW, "2014-01-01T00:00:00Z"),
            Map.entry(Option.SAMPLE, "1%"),
            Map.entry(Option.SEED, "7"),
            Map.entry(Option.BUDGET, "partitions=5,seconds=60"),
            Map.entry(Option.INTO, "again"),
            Map.entry(Option.LIMIT, "5"),
            Map.entry(Option.ROWS, "5"));

    @Test
    void aBareRunMeansEverythingThatIsOutOfDate() {
        Arguments arguments = call("run", "jobs/flights");

        assertThat(arguments.verb()).isEqualTo(Verb.RUN);
        assertThat(arguments.warehouse()).isEqualTo(Path.of("jobs/flights"));
        assertThat(arguments.subject()).isEmpty();
        assertThat(arguments.scope().select()).isEmpty();
        assertThat(arguments.scope().partitions()).isEmpty();
        assertThat(arguments.scope().mode()).isEqualTo(Request.Mode.OUT_OF_DATE);
        assertThat(arguments.conduct().parallel()).isEmpty();
        assertThat(arguments.flags()).isEmpty();
    }

    @Test
    void everyOptionArrivesWithItsValue() {
        Arguments arguments = call(
                "run",
                "--from",
                "2013-01",
                "--before=2013-02-01T00:00:00-05:00",
                "jobs/flights",
                "--except",
                "2013-01-05",
                "--mode",
                "quarantined",
                "--force",
                "--parallel",
                "3",
                "--wait",
                "90s",
                "--reason",
                "late file",
                "--now",
                "2014-01-01T00:00:00Z",
                "--json");

        assertThat(arguments.scope().from()).contains("2013-01");
        assertThat(arguments.scope().before()).contains(Instant.parse("2013-02-01T05:00:00Z"));
        assertThat(arguments.scope().except()).contains("2013-01-05");
        assertThat(arguments.scope().mode()).isEqualTo(Request.Mode.QUARANTINED);
        assertThat(arguments.conduct().parallel()).hasValue(3);
        assertThat(arguments.conduct().patience()).contains(Duration.ofSeconds(90));
        assertThat(arguments.conduct().reason()).contains("late file");
        assertThat(arguments.conduct().now()).contains(Instant.parse("2014-01-01T00:00:00Z"));
        assertThat(arguments.flags()).containsExactlyInAnyOrder(Option.FORCE, Option.JSON);
        assertThat(arguments.has(Option.DRY_RUN)).isFalse();
    }

    @Test
    void termsOfSelectAreSeparatedByBlanksAndGathered() {
        Arguments arguments = call(
                "plan", "w", "--select", "+a@2013-01-01..2013-01-02,2013-02-01+  tag:x", "--select", "b", "--select=c");

        assertThat(arguments.scope().select())
                .containsExactly("+a@2013-01-01..2013-01-02,2013-02-01+", "tag:x", "b", "c");
    }

    @Test
    void theSubjectStandsAfterTheWarehouse() {
        assertThat(call("apply", "w", "p-1").subject()).contains("p-1");
        assertThat(call("resume", "w").subject()).isEmpty();
        assertThat(call("history", "w").subject()).isEmpty();
        assertThat(call("history", "w", "a@2013-01").subject()).contains("a@2013-01");
        assertThat(call("explain", "HC-320").subject()).contains("HC-320");
        assertThat(call("why", "w", "a@origin=EWR").subject()).contains("a@origin=EWR");
    }

    @ParameterizedTest
    @CsvSource({"3..5,3,5", "3..,3,", "3,3,", "7..2,7,2"})
    void versionsAreReadInEveryForm(String text, long before, @Nullable Long after) {
        assertThat(call("diff", "w", "--versions", text).contrast().versions())
                .contains(new Arguments.Versions(before, Optional.ofNullable(after)));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1e-9,1e-9", ".5,0.5", "0.01,0.01", "1E-3,0.001"})
    void aToleranceIsAShare(String text, double share) {
        assertThat(call("diff", "w", "--tolerance", text).contrast().tolerance())
                .isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"1ms,1", "90s,90000", "10m,600000", "2h,7200000", "1d,86400000"})
    void waitIsReadInEveryUnit(String text, long millis) {
        assertThat(call("run", "w", "--wait", text).conduct().patience()).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1%,0.01", "0.5,0.5", "100%,1", "2.5%,0.025"})
    void sharesAreReadAsPercentAndAsFractions(String text, double share) {
        assertThat(call("verify", "w", "--sample", text).verifying().share()).contains(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partitions=0", "rows=5", "partitions=1,partitions=2", "seconds=", "money=5", "5"})
    void aBudgetThatIsNoneIsRefused(String text) {
        assertThat(problems(List.of("verify", "w", "--budget", text)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.why()).contains("partitions=N"));
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void eachCommandTakesItsOwnOptionsAndRefusesAllOthers(Verb verb) {
        for (Option option : Option.values()) {
            List<String> words = Stream.concat(minimal(verb), asTyped(option)).toList();
            boolean accepted = Arguments.parse(words).match(call -> true, text -> false, refused -> false);

            assertThat(accepted).as("%s", words).isEqualTo(verb.options().contains(option));
            if (!accepted) {
                assertThat(problems(words)).singleElement().satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("HC-504");
                    assertThat(problem.what()).contains(option.flag()).contains(verb.word());
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void theExamplesOfEachCommandAreThemselvesLegal(Verb verb) {
        assertThat(verb.examples()).hasSizeGreaterThan(1);
        for (Verb.Example example : verb.examples()) {
            // Words as a shell makes them of the line: blanks within quotes do not part.
            List<String> words = Pattern.compile("'([^']*)'|(\\S+)")
                    .matcher(example.line())
                    .results()
                    .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                    .skip(1)
                    .toList();

            assertThat(call(words.toArray(String[]::new)).verb()).isEqualTo(verb);
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void theHelpOfEachCommandNamesItsOptionsAndAnExample(Verb verb) {
        String help = text(verb.word(), "--help");

        assertThat(help).startsWith("Usage: hindcast " + verb.word()).contains(verb.summary(), verb.example());
        EnumSet.allOf(Option.class)
                .forEach(option -> assertThat(help.contains("\n  " + option.flag() + " "))
                        .as("%s in help of %s", option, verb)
                        .isEqualTo(verb.options().contains(option)));
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(text("help", verb.word())).isEqualTo(help);
        assertThat(text(verb.word(), "w", "--nonsense", "-h")).isEqualTo(help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void theOverviewNamesAllCommands(String word) {
        assertThat(text(word)).contains(Verb.words());
        assertThat(text(word).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theVersionIsTold() {
        assertThat(text("--version")).startsWith("hindcast ");
    }

    @Test
    void aSlipInACommandBringsTheCommandThatWasMeant() {
        assertThat(problem("staus", "w").code()).isEqualTo("HC-502");
        assertThat(problem("staus", "w").wayOut()).startsWith("write status;");
        assertThat(problem("frobnicate").wayOut()).isEqualTo("see hindcast --help");
        assertThat(problem("--json", "run", "w").why()).contains("the command comes first");
    }

    @Test
    void aSlipInAnOptionBringsTheOptionThatWasMeant() {
        Problem problem = problem("run", "w", "--forec");

        assertThat(problem.code()).isEqualTo("HC-503");
        assertThat(problem.what()).isEqualTo("unknown option --forec");
        assertThat(problem.wayOut()).isEqualTo("write --force; see hindcast run --help");
        assertThat(problem("run", "w", "--partition=2013-01-01").wayOut()).startsWith("write --partitions;");
    }

    @Test
    void aFlagWithAValueIsRefusedRatherThanTakenForItsOpposite() {
        assertThat(problem("run", "w", "--force=false")).hasToString("""
                --force takes no value, and here it is false [HC-646]
                  cause:   it holds when it stands there, whatever follows
                  way out: leave --force out; see hindcast run --help""");
        assertThat(problem("plan", "w", "--dry-run=true").code()).isEqualTo("HC-504");
        assertThat(problem("run", "w", "--dry-run=true").wayOut()).startsWith("write --dry-run alone; ");
    }

    @Test
    void anAssetWithoutItsOptionIsToldWhereItBelongs() {
        assertThat(problem("plan", "w", "daily").wayOut()).startsWith("did you mean --select daily? ");
        assertThat(problem("pause", "w", "r-1", "r-2").wayOut()).startsWith("leave it out or quote it; ");
    }

    @Test
    void aDateInPlaceOfAnInstantIsToldAsAnInstant() {
        assertThat(problem("run", "w", "--before", "2026-01-05").wayOut())
                .isEqualTo("write for example --before 2026-01-05T00:00:00Z");
        assertThat(problem("run", "w", "--before", "2026-01-05 06:00").wayOut())
                .isEqualTo("write for example --before 2026-01-05T06:00Z");
        assertThat(problem("run", "w", "--before", "soon").wayOut())
                .isEqualTo("write for example --before 2013-02-01T00:00:00Z");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(problems(List.of("run", "w", "--mode", "old", "--parallel", "0", "--wait", "soon")))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("HC-506", "HC-506", "HC-506");
        assertThat(problems(List.of("run", "w", "--frce", "--jsn"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "HC-505,run w --partitions",
        "HC-505,run w --partitions --force",
        "HC-505,run w --reason=",
        "HC-506,run w --parallel 1025",
        "HC-506,run w --parallel -1",
        "HC-506,run w --before 2013-01-01",
        "HC-506,run w --now yesterday",
        "HC-507,run w --from 2013-01 --from 2013-02",
        "HC-508,run w --partitions 2013-01 --from 2013-02",
        "HC-508,run w --until 2013-01 --before 2013-02-01T00:00:00Z",
        "HC-509,run",
        "HC-509,status --json",
        "HC-510,run w 2013-01-01",
        "HC-510,apply w p-1 p-2",
        "HC-213,apply w",
        "HC-511,why w",
        "HC-511,try w daily_delays",
        "HC-511,why w @2013-01-01",
        "HC-511,history w @2013-01-01",
        "HC-511,history w daily_delays@",
        "HC-511,explain",
        "HC-506,history w --limit 0",
        "HC-506,history w --limit all",
        "HC-510,explain HC-320 jobs/flights",
    })
    void wrongUsageHasItsCode(String code, String words) {
        Problem problem = problem(words.split(" "));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void noArgumentsAtAllIsWrongUsage() {
        assertThat(problem().code()).isEqualTo("HC-501");
    }

    @Test
    void onlyFlagsCanBeAskedForAsFlags() {
        Arguments arguments = call("run", "w");

        assertThatThrownBy(() -> arguments.has(Option.WAIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--wait is not a flag: ask for its value");
    }

    private static Stream<String> minimal(Verb verb) {
        if (!verb.subject().hasWarehouse()) {
            return Stream.of(verb.word(), "HC-320");
        }
        return verb.subject().isRequired() ? Stream.of(verb.word(), "w", "a@2013-01-01") : Stream.of(verb.word(), "w");
    }

    private static Stream<String> asTyped(Option option) {
        return option.takesValue() ? Stream.of(option.flag(), LEGAL_VALUES.get(option)) : Stream.of(option.flag());
    }

    private static Arguments call(String... words) {
        return only(
                Arguments.parse(List.of(words)).match(Optional::of, text -> Optional.empty(), r -> Optional.empty()));
    }

    private static String text(String... words) {
        return only(
                Arguments.parse(List.of(words)).match(call -> Optional.empty(), Optional::of, r -> Optional.empty()));
    }

    private static Problem problem(String... words) {
        List<Problem> problems = problems(List.of(words));
        assertThat(problems).as("%s", List.of(words)).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(List<String> words) {
        return only(Arguments.parse(words).match(call -> Optional.empty(), text -> Optional.empty(), Optional::of));
    }

    private static <T> T only(Optional<T> outcome) {
        return outcome.orElseThrow(() -> new AssertionError("the command line came to something else"));
    }
}
