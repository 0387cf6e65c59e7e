package io.hindcast.bench;

import java.time.LocalDate;
import java.util.List;

/**
 * A table that an expert rebuilds by hand.
 *
 * @param reads the tables, sources or others of these, that its SELECT reads
 * @param column the partition column: of days, or of months by their first day
 * @param monthly whether a partition is a month
 */
record ExpertTable(String name, List<String> reads, String column, boolean monthly) {

    /** The tables of a workload in an order in which each comes after what it reads. */
    static List<ExpertTable> of(String workload) {
        return switch (workload) {
            case "w1" ->
                List.of(
                        day("flights_clean", "flights", "planes"),
                        day("daily_delays", "flights_clean"),
                        day("carrier_ledger", "daily_delays"),
                        new ExpertTable("carrier_month", List.of("daily_delays"), "month", true),
                        day("delay_7d", "daily_delays"),
                        day("plane_rotation", "flights_clean"));
            case "w2" -> List.of(day("converted", "readings"), day("sensor_totals", "converted"));
            default -> throw new IllegalArgumentException("no workload " + workload);
        };
    }

    private static ExpertTable day(String name, String... reads) {
        return new ExpertTable(name, List.of(reads), "ds", false);
    }

    /** How many partitions it has from a day to a day, both inclusive. */
    long partitions(LocalDate from, LocalDate until) {
        return monthly
                ? (until.getYear() - from.getYear()) * 12L + until.getMonthValue() - from.getMonthValue() + 1
                : until.toEpochDay() - from.toEpochDay() + 1;
    }

    /** The first day of the partition that a day lies in. */
    LocalDate floor(LocalDate day) {
        return monthly ? day.withDayOfMonth(1) : day;
    }
}
