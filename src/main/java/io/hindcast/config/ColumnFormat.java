package io.hindcast.config;

import io.hindcast.interval.Grain;
import io.hindcast.problem.DeclarationProblems;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks that a format writes every period of a grain, and no two of them alike. */
final class ColumnFormat {

    /** Two leap years and more, so that a format without its year, month or day repeats itself. */
    private static final LocalDateTime FIRST = LocalDateTime.of(2015, 12, 1, 0, 0);

    private static final LocalDateTime LAST = LocalDateTime.of(2018, 2, 1, 0, 0);

    private ColumnFormat() {}

    static Optional<String> check(String format, Grain grain, YamlValue where) {
        String example = switch (grain) {
            case HOUR -> "yyyyMMddHH";
            case DAY, WEEK -> "yyyyMMdd";
            case MONTH -> "yyyyMM";
            case QUARTER -> "yyyy'Q'q";
            case YEAR -> "yyyy";
        };
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ROOT);
            Set<String> texts = new HashSet<>();
            for (long at = grain.ordinalOf(FIRST); at <= grain.ordinalOf(LAST); at++) {
                String text = formatter.format(grain.start(at));
                if (!texts.add(text)) {
                    String cause = "two " + grain.word() + "s are both written '" + text + "'";
                    return where.refuse(DeclarationProblems.illegalFormat(format, cause, example));
                }
            }
            return Optional.of(format);
        } catch (IllegalArgumentException | DateTimeException e) {
            return where.refuse(DeclarationProblems.illegalFormat(format, String.valueOf(e.getMessage()), example));
        }
    }
}
