package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionValuesTest {

    private static final Interval EVER = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

    private static Partitioning time(Grain grain, Optional<String> format) {
        TimeGrid grid = new TimeGrid(grain, ZoneId.of(grain == Grain.HOUR ? "UTC" : "America/New_York"));
        return Partitioning.of(new TimeDimension("p", grid, EVER, format));
    }

    private static String decoded(Partitioning partitioning, @Nullable String value) {
        Map<String, @Nullable String> values = new HashMap<>();
        values.put("p", value);
        return PartitionValues.of(partitioning)
                .decode(values)
                .map(Partition::toString)
                .orElse("outside");
    }

    @ParameterizedTest
    @EnumSource(Grain.class)
    void everyPeriodComesBackFromItsValue(Grain grain) {
        Partitioning partitioning = time(grain, Optional.empty());
        PartitionValues values = PartitionValues.of(partitioning);
        for (String text :
                List.of("1899-12-31", "1969-12-31", "1970-01-01", "2012-02-29", "2013-01-07", "2026-11-22")) {
            Partition partition =
                    partitioning.parse(text).partitions().findFirst().orElseThrow();
            assertThat(values.decode(new HashMap<>(values.encode(partition)))).contains(partition);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2013-01-05, 2013-01-05",
        "WEEK, 2013-01-07, 2013-01-07",
        "WEEK, 2013-01-08, outside",
        "MONTH, 2013-02-01, 2013-02",
        "MONTH, 2013-02-02, outside",
        "QUARTER, 2013-04-01, 2013-Q2",
        "QUARTER, 2013-05-01, outside",
        "YEAR, 2013-01-01, 2013",
        "YEAR, 2013-07-01, outside",
        "DAY, 2013-02-30, outside",
        "DAY, yesterday, outside",
        "HOUR, 2013-01-01 05:00:00, 2013-01-01T05",
        "HOUR, 2013-01-01 05:00, 2013-01-01T05",
        "HOUR, 2013-01-01T05:00:00.000000Z, 2013-01-01T05",
        "HOUR, 2013-01-01T05:00:00Z, 2013-01-01T05",
        "HOUR, 2013-01-01 05:00:00.0, 2013-01-01T05",
        "HOUR, 2013-01-01T05:00:00.000+02:00, 2013-01-01T03",
        "HOUR, 2013-01-01 05:30:00, outside",
        "HOUR, 2013-01-01 05:00:00.000001, outside",
    })
    void aValueNamesThePeriodThatBeginsThen(Grain grain, String value, String partition) {
        assertThat(decoded(time(grain, Optional.empty()), value)).isEqualTo(partition);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "DAY, yyyyMMdd, 20130105, 2013-01-05",
                "DAY, dd.MM.yyyy, 05.01.2013, 2013-01-05",
                "DAY, yyyyMMdd, 2013-01-05, outside",
                "MONTH, yyyyMM, 201302, 2013-02",
                "MONTH, yyyyMM, 201313, outside",
                "QUARTER, yyyy'Q'q, 2013Q2, 2013-Q2",
                "YEAR, yyyy, 2013, 2013",
                "HOUR, yyyyMMddHH, 2013010105, 2013-01-01T05",
                "HOUR, yyyy-MM-dd-HH, 2013-01-01-05, 2013-01-01T05",
                "WEEK, yyyyMMdd, 20130108, outside",
            })
    void stringsAndIntegersAreReadAndWrittenByFormat(Grain grain, String format, String value, String partition) {
        Partitioning partitioning = time(grain, Optional.of(format));
        assertThat(decoded(partitioning, value)).isEqualTo(partition);
        if (!partition.equals("outside")) {
            assertThat(PartitionValues.of(partitioning).encode(partitioning.parsePartition(partition)))
                    .isEqualTo(Map.of("p", value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "__HIVE_DEFAULT_PARTITION__"})
    void noValueLiesOutside(String nothing) {
        Partitioning keys = keys();
        for (Partitioning partitioning : List.of(keys, time(Grain.DAY, Optional.empty()))) {
            assertThat(decoded(partitioning, nothing)).isEqualTo("outside");
            assertThat(decoded(partitioning, null)).isEqualTo("outside");
            assertThat(PartitionValues.of(partitioning).decode(Map.of())).isEmpty();
        }
    }

    private static Partitioning keys() {
        return Partitioning.of(new KeyDimension("p", new KeySource.Listed(new TreeSet<>(List.of("EWR")))));
    }

    @Test
    void keysAreTakenAsTheyAre() {
        assertThat(decoded(keys(), "EWR")).isEqualTo("EWR");
        assertThat(decoded(keys(), "a b&c")).isEqualTo("a%20b%26c");
        Partitioning keys = keys();
        PartitionValues values = PartitionValues.of(keys);
        Partition weird = values.decode(Map.of("p", "a b&c")).orElseThrow();
        assertThat(values.encode(weird)).isEqualTo(Map.of("p", "a b&c"));
    }

    @Test
    void typedValuesAreReadLikeTexts() {
        PartitionValues days = PartitionValues.of(time(Grain.DAY, Optional.empty()));
        PartitionValues hours = PartitionValues.of(time(Grain.HOUR, Optional.empty()));
        PartitionValues months = PartitionValues.of(time(Grain.MONTH, Optional.of("yyyyMM")));
        Instant hour = Instant.parse("2013-01-01T05:00:00Z");
        assertThat(days.decodeTyped(List.of(Date.valueOf("2013-01-05")))).hasToString("Optional[2013-01-05]");
        assertThat(days.decodeTyped(List.of(LocalDate.of(2013, 1, 5)))).hasToString("Optional[2013-01-05]");
        assertThat(hours.decodeTyped(List.of(Timestamp.from(hour)))).hasToString("Optional[2013-01-01T05]");
        assertThat(hours.decodeTyped(List.of(hour))).hasToString("Optional[2013-01-01T05]");
        assertThat(months.decodeTyped(List.of(201302))).hasToString("Optional[2013-02]");
        assertThat(days.decodeTyped(Arrays.asList(new Object[] {null}))).isEmpty();
    }

    @Test
    void columnsAreFoundWhateverTheirLetterCase() {
        PartitionValues days = PartitionValues.of(time(Grain.DAY, Optional.empty()));
        assertThat(days.decode(Map.of("P", "2013-01-05", "other", "x"))).hasToString("Optional[2013-01-05]");
    }

    @Test
    void withoutDimensionsEveryFileIsInTheOnePartition() {
        assertThat(PartitionValues.of(Partitioning.none()).decode(Map.of("x", "y")))
                .hasToString("Optional[*]");
    }
}
