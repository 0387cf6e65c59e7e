package io.hindcast.bench;

import java.time.LocalDate;
import java.util.List;

/**
 * What is rebuilt.
 *
 * @param name w1, w2 or w3
 * @param title what it is, in words
 * @param jobs the warehouse folder, from the project's
 * @param from the first day
 * @param until the last day
 * @param scattered three days far from each other, as Hindcast writes sets
 */
record Workload(String name, String title, String jobs, LocalDate from, LocalDate until, String scattered) {

    static Workload of(String name, Options options) {
        return switch (name) {
            case "w1" ->
                new Workload(
                        name,
                        options.quick() ? "W1: flights, six assets" : "W1: flights of 2013, all eleven assets",
                        "jobs/flights",
                        LocalDate.of(2013, 1, 1),
                        LocalDate.of(2013, options.quick() ? 1 : 12, 31),
                        options.quick() ? "2013-01-05,2013-01-15,2013-01-25" : "2013-02-10,2013-06-05,2013-11-20");
            case "w2" ->
                new Workload(
                        name,
                        "W2: days of 50,000 rows",
                        "src/test/resources/bench/w2/jobs",
                        LocalDate.of(2024, 1, 1),
                        options.quick() ? LocalDate.of(2024, 1, 31) : LocalDate.of(2024, 4, 29),
                        options.quick() ? "2024-01-05,2024-01-15,2024-01-25" : "2024-01-10,2024-02-20,2024-04-04");
            case "w3" ->
                new Workload(
                        name,
                        "W3: lineitem of TPC-H, scale " + options.scale(),
                        "src/test/resources/bench/w3/jobs",
                        LocalDate.of(2024, 1, 1),
                        LocalDate.of(2024, options.quick() ? 1 : 2, options.quick() ? 31 : 29),
                        options.quick() ? "2024-01-05,2024-01-15,2024-01-25" : "2024-01-10,2024-01-30,2024-02-20");
            default -> throw new IllegalArgumentException("no workload " + name);
        };
    }

    /** Its tables in an order in which each comes after what it reads. */
    List<ExpertTable> tables() {
        return ExpertTable.of(name, until);
    }

    /** All its partitions, of all tables. */
    long partitions() {
        return tables().stream()
                .mapToLong(table -> table.slices().partitions(from, until))
                .sum();
    }

    /** Its days, as Hindcast writes sets. */
    String days() {
        return from + ".." + until;
    }
}
