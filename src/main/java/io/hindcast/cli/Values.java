package io.hindcast.cli;

import io.hindcast.plan.Request;
import io.hindcast.problem.Problem;
import io.hindcast.problem.UsageProblems;
import io.hindcast.run.Budget;
import io.hindcast.run.BudgetText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the typed values of options; what cannot be read is added to the problems and left out. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern VERSIONS = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18})?)?");
    private static final int MOST_PARALLEL = 1024;
    private static final int MOST_SHOWN = 1_000_000;

    private final Given given;
    private final List<Problem> problems;

    Values(Given given, List<Problem> problems) {
        this.given = given;
        this.problems = problems;
    }

    Optional<Instant> instant(Option option) {
        String expected = "an instant with its offset from UTC, in ISO 8601";
        String example = given.one(option).map(Values::instantLike).orElse("2013-02-01T00:00:00Z");
        return read(option, expected, example, text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        });
    }

    /** What was given with what it lacks, where that is a date or a time of day without its offset. */
    private static String instantLike(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return text + "T00:00:00Z";
        }
        return text.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?")
                ? text.replace(' ', 'T') + "Z"
                : "2013-02-01T00:00:00Z";
    }

    Optional<Duration> duration(Option option) {
        return read(option, "a number and one of ms, s, m, h, d", "10m", Values::duration);
    }

    Optional<Path> path(Option option) {
        return read(option, "a file name", "plan.json", text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException unreadable) {
                return Optional.empty();
            }
        });
    }

    OptionalInt parallel() {
        String expected = "a whole number from 1 to " + MOST_PARALLEL;
        return read(Option.PARALLEL, expected, "4", text -> count(text, MOST_PARALLEL))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** A part of a whole, as percent or as a fraction. */
    Optional<Double> share() {
        return read(Option.SAMPLE, "a share above 0 and up to 100%", "1%", Values::share);
    }

    private static Optional<Double> share(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?%?")) {
            return Optional.empty();
        }
        double value = text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
        return Optional.of(value).filter(share -> share > 0 && share <= 1);
    }

    Optional<Long> seed() {
        return read(
                Option.SEED,
                "a whole number",
                "42",
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("-?\\d{1,18}"))
                        .map(Long::valueOf));
    }

    /** What a verification may use: it writes nothing, so that its cost is not accounted. */
    Budget budgetOfLooking() {
        return read(
                        Option.BUDGET,
                        "partitions=N, bytes=10GB, wall=2h (s, m, h, d), until=06:00, or several with commas between",
                        "partitions=500,wall=10m",
                        text -> BudgetText.parse(text)
                                .filter(budget -> budget.coreHours().isEmpty()
                                        && budget.money().isEmpty()))
                .orElse(Budget.NONE);
    }

    /** What a run may use; nothing is said of what does not stand there. */
    Budget budgetOfRun() {
        return read(
                        Option.BUDGET,
                        "limits with commas between: partitions=N, bytes=10GB, core_hours=3, money=5, wall=2h (s, m, h, d),"
                                + " until=06:00 or a moment with its offset from UTC",
                        "partitions=500,wall=2h",
                        BudgetText::parse)
                .orElse(Budget.NONE);
    }

    /** How many are to be shown. */
    Optional<Integer> most(Option option) {
        return read(option, "a whole number from 1 to " + MOST_SHOWN, "50", text -> count(text, MOST_SHOWN));
    }

    /** Two versions of a table, or one that is compared with the newest. */
    Optional<Arguments.Versions> versions() {
        return read(Option.VERSIONS, "two versions of a table", "3..5", text -> {
            Matcher matcher = VERSIONS.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Arguments.Versions(
                            Long.parseLong(matcher.group(1)),
                            Optional.ofNullable(matcher.group(2)).map(Long::valueOf)))
                    : Optional.empty();
        });
    }

    /** A share; 0 where none is given. */
    double tolerance() {
        return read(
                        Option.TOLERANCE,
                        "a number from 0 to below 1",
                        "1e-9",
                        text -> Optional.of(text)
                                .filter(digits -> digits.matches("\\d*\\.?\\d+([eE][-+]?\\d{1,3})?"))
                                .map(Double::valueOf)
                                .filter(share -> share < 1))
                .orElse(0.0);
    }

    Request.Mode mode() {
        String words =
                Arrays.stream(Request.Mode.values()).map(Request.Mode::word).collect(Collectors.joining(", "));
        return read(
                        Option.MODE,
                        "one of " + words,
                        "missing",
                        text -> Arrays.stream(Request.Mode.values())
                                .filter(mode -> mode.word().equals(text))
                                .findFirst())
                .orElse(Request.Mode.OUT_OF_DATE);
    }

    private <T> Optional<T> read(Option option, String expected, String example, Function<String, Optional<T>> reader) {
        Optional<String> text = given.one(option);
        Optional<T> value = text.flatMap(reader);
        if (text.isPresent() && value.isEmpty()) {
            problems.add(UsageProblems.valueUnreadable(option.flag(), text.get(), expected, example));
        }
        return value;
    }

    private static Optional<Integer> count(String text, int most) {
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(count -> count >= 1 && count <= most);
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return Optional.of(unit.equals("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount * seconds(unit)));
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> throw new IllegalArgumentException("not a unit of time: " + unit);
        };
    }
}
