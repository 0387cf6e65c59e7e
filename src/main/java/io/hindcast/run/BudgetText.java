package io.hindcast.run;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Budgets as people write them: {@code partitions=500,bytes=10GB,core_hours=3,money=5,wall=2h,until=06:00}. */
public final class BudgetText {

    /** Names of limits, as they are written; {@code seconds=600} is another word for {@code wall=600s}. */
    public static final List<String> NAMES =
            List.of("partitions", "bytes", "core_hours", "money", "wall", "seconds", "until");

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,14}");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)(b|kb|mb|gb|tb)?");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(s|m|h|d)");
    private static final Map<String, Double> UNITS = Map.of("b", 1.0, "kb", 1e3, "mb", 1e6, "gb", 1e9, "tb", 1e12);
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    private BudgetText() {}

    /** Several limits with commas between; empty when one of them cannot be read, or stands twice. */
    public static Optional<Budget> parse(String text) {
        Budget all = Budget.NONE;
        Set<String> seen = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            Optional<Budget> one = pair.length == 2 ? parse(pair[0], pair[1]) : Optional.empty();
            if (one.isEmpty() || !seen.add(pair[0].equals("seconds") ? "wall" : pair[0])) {
                return Optional.empty();
            }
            all = all.or(one.get());
        }
        return Optional.of(all);
    }

    /** One limit; empty when it cannot be read. */
    public static Optional<Budget> parse(String name, String value) {
        return switch (name) {
            case "partitions" -> count(value).map(Budget.NONE::withPartitions);
            case "bytes" -> bytes(value).map(Budget.NONE::withBytes);
            case "core_hours" -> amount(value).map(Budget.NONE::withCoreHours);
            case "money" -> amount(value).map(Budget.NONE::withMoney);
            case "wall" -> duration(value).map(Budget.NONE::withWall);
            case "seconds" -> count(value).map(Duration::ofSeconds).map(Budget.NONE::withWall);
            case "until" -> until(value).map(Budget.NONE::withUntil);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> count(String text) {
        return Optional.of(text)
                .filter(digits -> COUNT.matcher(digits).matches())
                .map(Long::valueOf);
    }

    private static Optional<Long> bytes(String text) {
        Matcher matcher = BYTES.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double unit = UNITS.getOrDefault(Optional.ofNullable(matcher.group(2)).orElse("b"), 1.0);
        return Optional.of(Math.round(Double.parseDouble(matcher.group(1)) * unit))
                .filter(bytes -> bytes > 0);
    }

    private static Optional<Double> amount(String text) {
        return Optional.of(text)
                .filter(digits -> AMOUNT.matcher(digits).matches())
                .map(Double::valueOf)
                .filter(amount -> amount > 0);
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(
                        Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L)))
                : Optional.empty();
    }

    /** A time of day, or a moment with its offset from UTC. */
    private static Optional<Budget.Until> until(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? new Budget.Until.Clock(LocalTime.parse(text))
                            : new Budget.Until.Moment(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** As it is written. */
    static String of(Budget budget) {
        StringBuilder text = new StringBuilder();
        budget.partitions().ifPresent(most -> text.append(",partitions=").append(most));
        budget.bytes().ifPresent(most -> text.append(",bytes=").append(most));
        budget.coreHours().ifPresent(most -> text.append(",core_hours=").append(figure(most)));
        budget.money().ifPresent(most -> text.append(",money=").append(figure(most)));
        budget.wall()
                .ifPresent(
                        most -> text.append(",wall=").append(most.toSeconds()).append('s'));
        budget.until().ifPresent(moment -> text.append(",until=").append(moment));
        return text.isEmpty() ? "" : text.substring(1);
    }

    /** A number as people write it. */
    static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
