package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long partitions are kept: {@code 400d}. */
final class RetentionReader {

    private static final Pattern RETENTION = Pattern.compile("([1-9]\\d{0,3})(d|w|mo|y)");

    private RetentionReader() {}

    static Optional<Period> read(YamlValue value) {
        return value.text("retain: 400d").flatMap(text -> {
            Matcher matcher = RETENTION.matcher(text);
            if (!matcher.matches()) {
                return value.refuse(DeclarationProblems.illegalRetention(text));
            }
            int number = Integer.parseInt(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "d" -> Period.ofDays(number);
                        case "w" -> Period.ofWeeks(number);
                        case "mo" -> Period.ofMonths(number);
                        default -> Period.ofYears(number);
                    });
        });
    }
}
