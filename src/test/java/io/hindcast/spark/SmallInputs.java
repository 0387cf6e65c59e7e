package io.hindcast.spark;

import io.hindcast.asset.Column;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * A few rows for each input of a statement. Values come from small pools, in which the literals of the statement are, so
 * that rows meet its conditions and each other.
 */
final class SmallInputs {

    private static final int ROWS = 14;
    private static final int KEYS = 7;

    private final Random random;
    private final List<String> texts = new ArrayList<>(List.of("a", "b", "EWR"));
    private final List<LocalDate> days = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    SmallInputs(String sql, Random random) {
        this.random = random;
        NavigableSet<String> literals = new TreeSet<>();
        Pattern.compile("'([^']*)'")
                .matcher(sql)
                .results()
                .map(found -> found.group(1))
                .forEach(literals::add);
        for (String literal : literals) {
            if (literal.matches("\\d{4}-\\d\\d-\\d\\d")) {
                LocalDate day = LocalDate.parse(literal);
                days.addAll(List.of(day.minusDays(1), day, day.plusDays(1), day.plusDays(40), day.minusDays(120)));
            } else {
                texts.add(literal.replace("%", "x"));
                texts.add(literal.replace("%", ""));
            }
        }
        for (int i = 0; days.size() < KEYS; i++) {
            days.add(LocalDate.of(2013, 1, 7).plusDays(i));
        }
        Pattern.compile("(?<![\\d.'-])\\d{1,5}(?![\\d.'-])")
                .matcher(sql)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .filter(number -> number < 1000)
                .distinct()
                .forEach(number -> numbers.addAll(List.of(number, number + 1)));
    }

    Map<String, List<Row>> of(Map<String, List<Column>> inputs) {
        Map<String, List<Row>> rows = new TreeMap<>();
        inputs.forEach((name, columns) -> {
            List<Row> some = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                some.add(RowFactory.create(columns.stream()
                        .map(column -> value(column, DataType.fromDDL(column.type())))
                        .toArray()));
            }
            rows.put(name, some);
        });
        return rows;
    }

    private @org.jspecify.annotations.Nullable Object value(Column column, DataType type) {
        if (random.nextInt(12) == 0) {
            return null;
        }
        int key = random.nextInt(KEYS);
        // A time of day is written hhmm: few numbers are one.
        boolean isPlain = column.name().endsWith("key") || column.name().endsWith("_time") || numbers.isEmpty();
        int number = isPlain || random.nextBoolean() ? key : pick(numbers);
        LocalDate day = pick(days);
        if (type.equals(DataTypes.DateType)) {
            return Date.valueOf(day);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Timestamp.valueOf(LocalDateTime.of(2013, 1, 7, key, 0));
        }
        if (type.equals(DataTypes.StringType)) {
            // The first two characters of a phone are a number.
            return column.name().endsWith("phone") ? pick(List.of("13-1", "31-2", "23-3", "11-1")) : pick(texts);
        }
        if (type instanceof DecimalType decimal) {
            BigDecimal share = new BigDecimal("0.0" + key);
            return (column.name().endsWith("discount")
                            ? share
                            : BigDecimal.valueOf(number).add(share))
                    .setScale(decimal.scale(), java.math.RoundingMode.DOWN);
        }
        if (type.equals(DataTypes.LongType)) {
            return (long) number;
        }
        if (type.equals(DataTypes.IntegerType)) {
            return number;
        }
        return type.equals(DataTypes.DoubleType) ? (Object) (number + key / 8.0) : key % 2 == 0;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
