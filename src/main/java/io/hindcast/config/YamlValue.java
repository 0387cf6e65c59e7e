package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value. Read as a type that it has not, it notes the problem and gives nothing. */
final class YamlValue {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** Longer than anyone waits, and far from where nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final YamlNode node;
    private final String name;
    private final ProblemLog log;

    /**
     * @param name its key, or what a person would call it
     */
    YamlValue(YamlNode node, String name, ProblemLog log) {
        this.node = node;
        this.name = name;
        this.log = log;
    }

    String name() {
        return name;
    }

    Place place() {
        return node.place();
    }

    YamlNode node() {
        return node;
    }

    boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    boolean isList() {
        return node instanceof YamlNode.Sequence;
    }

    /** Whether nothing stands after the key. */
    boolean isEmpty() {
        return node instanceof YamlNode.Scalar scalar && scalar.isEmpty();
    }

    /** Whether it is this word, without quotes. */
    boolean isWord(String word) {
        return node instanceof YamlNode.Scalar scalar
                && scalar.isPlain()
                && scalar.text().equals(word);
    }

    /** A text that is not empty; numbers and dates are texts as they are written. */
    Optional<String> text(String example) {
        Optional<String> text =
                scalar().filter(s -> !s.isEmpty() && !s.text().isBlank()).map(YamlNode.Scalar::text);
        return text.or(() -> wrongType("a text", example));
    }

    /** A number without decimals within bounds, both inclusive. */
    OptionalLong integer(long least, long most, String example) {
        Optional<BigInteger> number = scalar().filter(
                        s -> s.isPlain() && INTEGER.matcher(s.text()).matches())
                .map(s -> new BigInteger(s.text().startsWith("+") ? s.text().substring(1) : s.text()))
                .filter(n -> n.compareTo(BigInteger.valueOf(least)) >= 0 && n.compareTo(BigInteger.valueOf(most)) <= 0);
        if (number.isEmpty()) {
            wrongType("a whole number from " + least + " to " + most, example);
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.get().longValueExact());
    }

    /** As {@link #integer}, for numbers that are small. */
    OptionalInt smallInteger(int least, int most, String example) {
        OptionalLong number = integer(least, most, example);
        return number.isPresent() ? OptionalInt.of(Math.toIntExact(number.getAsLong())) : OptionalInt.empty();
    }

    /** A number above zero, with decimals or without. */
    Optional<BigDecimal> amount(String example) {
        return scalar().filter(s -> s.isPlain() && AMOUNT.matcher(s.text()).matches())
                .map(s -> new BigDecimal(s.text()))
                .filter(amount -> amount.signum() > 0)
                .or(() -> wrongType("a number above 0", example));
    }

    Optional<Boolean> flag(String example) {
        if (isWord("true") || isWord("false")) {
            return Optional.of(isWord("true"));
        }
        return wrongType("true or false", example);
    }

    /** A time of at most {@link #LONGEST}, such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 1d}. */
    Optional<Duration> duration(String example) {
        Optional<Matcher> match = scalar().map(s -> DURATION.matcher(s.text())).filter(Matcher::matches);
        if (match.isEmpty()) {
            return wrongType("a time in ms, s, m, h or d", example);
        }
        long amount = Long.parseLong(match.get().group(1));
        Duration duration = switch (match.get().group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return duration.compareTo(LONGEST) <= 0
                ? Optional.of(duration)
                : wrongType("a time of at most " + LONGEST.toDays() + "d", example);
    }

    /** Its keys. */
    Optional<YamlMapping> mapping(String example) {
        return mapping(name, example);
    }

    /** Its keys, where a person would not call it by its key alone. */
    Optional<YamlMapping> mapping(String called, String example) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new YamlMapping(mapping, called, log));
        }
        return wrongType("keys with values", example);
    }

    /** Its items, at least one. */
    Optional<List<YamlValue>> list(String example) {
        if (node instanceof YamlNode.Sequence sequence && !sequence.items().isEmpty()) {
            return Optional.of(sequence.items().stream()
                    .map(item -> new YamlValue(item, "an item of " + name, log))
                    .toList());
        }
        return wrongType("a list with at least one item", example);
    }

    /** One text, or a list of texts. */
    Optional<List<String>> texts(String example) {
        if (!isList()) {
            return scalar().isEmpty() || isEmpty()
                    ? wrongType("a text or a list of texts", example)
                    : text(example).map(List::of);
        }
        return list(example).flatMap(items -> {
            List<String> texts = new ArrayList<>();
            items.forEach(item -> item.text(example).ifPresent(texts::add));
            return texts.size() == items.size() ? Optional.of(List.copyOf(texts)) : Optional.empty();
        });
    }

    /** Notes that the value is not what was expected. */
    <T> Optional<T> wrongType(String expected, String example) {
        return refuse(FileProblems.wrongType(name, expected, node.kind(), example));
    }

    /** Notes a problem with this value. */
    <T> Optional<T> refuse(Problem problem) {
        if (node instanceof YamlNode.Broken) {
            log.addRepeated();
        } else {
            log.add(problem, place());
        }
        return Optional.empty();
    }

    private Optional<YamlNode.Scalar> scalar() {
        return node instanceof YamlNode.Scalar scalar ? Optional.of(scalar) : Optional.empty();
    }
}
