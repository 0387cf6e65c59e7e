package io.hindcast.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that an expert rebuilds by hand.
 *
 * @param reads the tables, sources or others of these, that its SELECT reads
 * @param columns the partition columns, that of time first
 * @param slices what the loop overwrites at a time
 */
record ExpertTable(String name, List<String> reads, List<String> columns, Slices slices) {

    /** The last day of W1, on which nothing that looks ahead or at everything waits for more. */
    private static final LocalDate END_OF_YEAR = LocalDate.of(2013, 12, 31);

    /**
     * The tables of a workload in an order in which each comes after what it reads.
     *
     * @param until the last day that is rebuilt: those that look beyond it are not among them
     */
    static List<ExpertTable> of(String workload, LocalDate until) {
        return switch (workload) {
            case "w1" -> flights(until);
            case "w2" -> List.of(day("converted", "readings"), day("sensor_totals", "converted"));
            case "w3" -> List.of(day("priced", "lineitem"), day("pricing_summary", "priced"));
            default -> throw new IllegalArgumentException("no workload " + workload);
        };
    }

    private static List<ExpertTable> flights(LocalDate until) {
        List<ExpertTable> tables = new ArrayList<>(List.of(
                day("flights_clean", "flights", "planes"),
                day("daily_delays", "flights_clean"),
                day("carrier_ledger", "daily_delays"),
                new ExpertTable("carrier_month", List.of("daily_delays"), List.of("month"), Slices.MONTHS),
                day("delay_7d", "daily_delays"),
                day("plane_rotation", "flights_clean")));
        if (until.equals(END_OF_YEAR)) {
            tables.add(day("weather_delay", "daily_delays", "weather"));
            tables.add(new ExpertTable(
                    "origin_day", List.of("flights_clean"), List.of("ds", "origin"), Slices.DAYS_BY_ORIGIN));
            tables.add(new ExpertTable("hourly_weather", List.of("weather"), List.of("time_hour"), Slices.HOURS));
            tables.add(new ExpertTable("week_ranking", List.of("daily_delays"), List.of("week"), Slices.WEEKS));
            tables.add(new ExpertTable(
                    "route_year", List.of("flights_clean", "airports", "airlines"), List.of(), Slices.WHOLE));
        }
        return List.copyOf(tables);
    }

    private static ExpertTable day(String name, String... reads) {
        return new ExpertTable(name, List.of(reads), List.of("ds"), Slices.DAYS);
    }

    /** Which rows lie from a slice to a slice, both named by their first day; empty for all rows. */
    String condition(LocalDate from, LocalDate until) {
        return slices == Slices.WHOLE ? "" : slices.condition(columns.get(0), from, until);
    }
}
