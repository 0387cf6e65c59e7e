package io.hindcast.partition;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.problem.PartitionProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text form of sets, as it is written by {@link PartitionText} and by people.
 *
 * <pre>
 * set   = "" | box { "|" box }
 * box   = "*" | part { "&amp;" part }
 * part  = [ column "=" ] ( "*" | value { "," value } )
 * value = period | [ period ] ".." [ period ] | key
 * </pre>
 */
final class PartitionParser {

    private static final int HEX = 16;

    /** Two periods with something between them that is not ours. */
    private static final Pattern OTHER_RANGE = Pattern.compile(
            "(\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?)(?:\\s*(?:/|:|-|\\.\\.\\.|\u2026|to|until)\\s*)(\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?)");

    private final Partitioning partitioning;
    private final String text;

    PartitionParser(Partitioning partitioning, String text) {
        this.partitioning = partitioning;
        this.text = text;
    }

    /** A piece of the text and where it begins, counted from zero. */
    private record Token(String text, int start) {

        List<Token> split(char separator) {
            List<Token> parts = new ArrayList<>();
            int from = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
                parts.add(part(from, at));
                from = at + 1;
            }
            parts.add(part(from, text.length()));
            return parts;
        }

        Token part(int from, int until) {
            return new Token(text.substring(from, until), start + from);
        }
    }

    PartitionSet parse() {
        if (text.isEmpty()) {
            return PartitionSet.empty(partitioning);
        }
        List<PartitionSet> boxes =
                new Token(text, 0).split('|').stream().map(this::box).toList();
        return PartitionSet.unionAll(partitioning, boxes);
    }

    private PartitionSet box(Token box) {
        if (box.text().equals(PartitionText.EVERYTHING)) {
            return partitioning.domain();
        }
        Map<Dimension, Slice> mentioned = new HashMap<>();
        for (Token part : box.split('&')) {
            int equals = part.text().indexOf('=');
            Dimension dimension = equals < 0 ? unnamed(part) : named(part.part(0, equals));
            Slice slice = slice(dimension, part.part(equals + 1, part.text().length()));
            if (mentioned.put(dimension, slice) != null) {
                throw illegal(part, dimension.column() + " stands twice in one box");
            }
        }
        return PartitionSet.box(
                partitioning,
                partitioning.dimensions().stream()
                        .map(dimension ->
                                mentioned.containsKey(dimension) ? mentioned.get(dimension) : dimension.domain())
                        .toList());
    }

    private Dimension named(Token column) {
        String name = decoded(column);
        return partitioning.dimensions().stream()
                .filter(dimension -> dimension.column().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> illegal(column, "'" + name + "' is not a partition column, which are: " + columns()));
    }

    /** The dimension of values without a column: the only one there is, or time. */
    private Dimension unnamed(Token part) {
        List<Dimension> dimensions = partitioning.dimensions();
        if (dimensions.size() == 1) {
            return dimensions.get(0);
        }
        if (dimensions.isEmpty()) {
            throw illegal(part, "there are no partition columns, so there is one partition");
        }
        return partitioning
                .time()
                .map(Dimension.class::cast)
                .orElseThrow(() -> illegal(part, "values need a column, one of: " + columns()));
    }

    private String columns() {
        return partitioning.dimensions().isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        partitioning.dimensions().stream()
                                .map(Dimension::column)
                                .toList());
    }

    private Slice slice(Dimension dimension, Token values) {
        if (values.text().equals(PartitionText.EVERYTHING)) {
            return dimension.domain();
        }
        List<Token> parts = values.split(',');
        if (dimension instanceof TimeDimension time) {
            return new TimeSlice(IntervalSet.unionAll(
                    parts.stream().map(part -> range(time, part)).toList()));
        }
        SortedSet<String> keys = new TreeSet<>();
        parts.forEach(part -> keys.add(decoded(part)));
        return new KeySlice(keys);
    }

    private IntervalSet range(TimeDimension time, Token range) {
        int dots = range.text().indexOf(PartitionText.RANGE);
        if (dots < 0) {
            return period(time, range);
        }
        Token first = range.part(0, dots);
        Token last =
                range.part(dots + PartitionText.RANGE.length(), range.text().length());
        long from =
                first.text().isEmpty() ? Long.MIN_VALUE : period(time, first).first();
        long until = last.text().isEmpty() ? Long.MAX_VALUE : period(time, last).last() + 1;
        if (from >= until) {
            throw illegal(range, "the range ends before it begins");
        }
        return IntervalSet.of(from, until);
    }

    /** What people write who know dates from elsewhere. */
    private static String slip(String period) {
        if (period.matches("\\d{5,}")) {
            return withoutDashes(period);
        }
        Optional<String> missing = TimeGrid.missingFromCalendar(period);
        if (missing.isPresent()) {
            return "; " + missing.get();
        }
        Matcher range = OTHER_RANGE.matcher(period);
        if (range.matches()) {
            return "; a range is written " + range.group(1) + PartitionText.RANGE + range.group(2);
        }
        if (period.matches("(?i)(today|yesterday|tomorrow|now|latest|last|[-+]?\\d+d)")) {
            return "; days are not counted from today: write the date";
        }
        if (period.matches("(?i)\\d{4}-?W\\d+")) {
            return "; a week is named by its Monday, such as 2013-01-28";
        }
        return period.matches("\\d+([./-]\\d+)+") ? "; a day is written year-month-day, such as 2013-01-31" : "";
    }

    /** Digits alone are a year, and most who write more than four of them mean something else. */
    private static String withoutDashes(String digits) {
        String dashed = digits.replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)?(\\d\\d)?$", "$1-$2-$3T$4");
        return switch (digits.length()) {
            case 6 -> "; a month is written " + dashed.substring(0, "2026-03".length());
            case 8 -> "; a day is written " + dashed.substring(0, "2026-03-01".length());
            case 10 -> "; an hour is written " + dashed;
            default -> "; a year beyond 9999 is written with its sign: +" + digits;
        };
    }

    private IntervalSet period(TimeDimension time, Token period) {
        IntervalSet ordinals = time.grid()
                .overlapping(period.text())
                .orElseThrow(() -> illegal(
                        period,
                        "'" + period.text() + "' is no hour, day, week, month, quarter or year" + slip(period.text())));
        if (ordinals.isEmpty()) {
            throw illegal(period, "the zone " + time.grid().zone() + " skipped " + period.text());
        }
        return ordinals;
    }

    /** A key or column with its percent codes resolved. */
    private String decoded(Token token) {
        String encoded = token.text();
        if (encoded.isEmpty()) {
            throw illegal(token, "a value is missing");
        }
        ByteBuffer octets =
                ByteBuffer.allocate(StandardCharsets.UTF_8.encode(encoded).remaining());
        for (int i = 0; i < encoded.length(); ) {
            int codePoint = encoded.codePointAt(i);
            if (codePoint == '%') {
                octets.put(octet(token, i));
                i += "%XX".length();
            } else if (codePoint == '*' || codePoint == '=') {
                throw illegal(
                        token.part(i, i + 1),
                        "'" + (char) codePoint + "' in a value is written "
                                + PartitionText.encoded(Character.toString(codePoint)));
            } else {
                octets.put(StandardCharsets.UTF_8.encode(Character.toString(codePoint)));
                i += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            throw illegal(token, "the percent codes are not UTF-8");
        }
    }

    private byte octet(Token token, int percent) {
        String encoded = token.text();
        boolean complete = percent + 2 < encoded.length()
                && Character.digit(encoded.charAt(percent + 1), HEX) >= 0
                && Character.digit(encoded.charAt(percent + 2), HEX) >= 0;
        if (!complete) {
            throw illegal(token.part(percent, encoded.length()), "a percent sign is written %25");
        }
        return (byte) Integer.parseInt(encoded.substring(percent + 1, percent + "%XX".length()), HEX);
    }

    private ProblemException illegal(Token where, String cause) {
        return Problems.raise(PartitionProblems.illegalSet(text, where.start() + 1, cause, legal()));
    }

    private String legal() {
        return PartitionText.legal(partitioning);
    }
}
