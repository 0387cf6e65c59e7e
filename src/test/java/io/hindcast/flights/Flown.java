package io.hindcast.flights;

import io.hindcast.testing.Landing;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What running totals and rotations must be, counted one flight after the other in plain Java. */
final class Flown {

    private final List<Flight> flights;

    private Flown(Collection<Flight> flights) {
        this.flights = List.copyOf(flights);
    }

    /** One flight that flew. */
    private record Flight(
            LocalDate day,
            Instant hour,
            String carrier,
            int number,
            String plane,
            String origin,
            String dest,
            Optional<Integer> depDelay,
            Optional<Integer> arrDelay,
            int distance,
            int minute) {

        static Flight of(String[] fields) {
            return new Flight(
                    LocalDate.of(whole(fields, 0), whole(fields, 1), whole(fields, 2)),
                    Instant.parse(fields[18]),
                    fields[9],
                    whole(fields, 10),
                    fields[11],
                    fields[12],
                    fields[13],
                    delay(fields[5]),
                    delay(fields[8]),
                    whole(fields, 15),
                    whole(fields, 17));
        }

        private static int whole(String[] fields, int index) {
            return Integer.parseInt(fields[index]);
        }

        private static Optional<Integer> delay(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
        }

        Instant scheduled() {
            return hour.plusSeconds(60L * minute);
        }
    }

    /**
     * The flights of landing files.
     *
     * @param loads files in the order of their loading: what comes later corrects what came before
     */
    static Flown of(List<List<Path>> loads) {
        Map<String, String[]> latest = new LinkedHashMap<>();
        loads.stream()
                .flatMap(List::stream)
                .flatMap(file -> Landing.lines(file).stream().skip(1))
                .map(line -> line.split(",", -1))
                .forEach(fields -> latest.put(fields[18] + fields[9] + "/" + fields[10], fields));
        return new Flown(latest.values().stream()
                .filter(fields -> !fields[3].isEmpty())
                .map(Flight::of)
                .toList());
    }

    private static final class Balance {
        long n;
        long depDelay;
        long arrDelay;
        long distance;

        void add(Flight flight) {
            n++;
            depDelay += flight.depDelay().orElse(0);
            arrDelay += flight.arrDelay().orElse(0);
            distance += flight.distance();
        }
    }

    /** Per carrier and day, from its first flight to the last day of all: the totals so far. */
    List<Row> ledger(LocalDate from, LocalDate until) {
        Map<LocalDate, List<Flight>> byDay = grouped(flights.stream(), Flight::day);
        Map<String, Balance> balances = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (LocalDate day : from.datesUntil(until.plusDays(1)).toList()) {
            byDay.getOrDefault(day, List.of())
                    .forEach(flight -> balances.computeIfAbsent(flight.carrier(), carrier -> new Balance())
                            .add(flight));
            balances.forEach((carrier, b) ->
                    rows.add(RowFactory.create(Date.valueOf(day), carrier, b.n, b.depDelay, b.arrDelay, b.distance)));
        }
        return rows;
    }

    /** Each plane's flights of a day in the order of the timetable. */
    List<Row> rotations() {
        Map<List<Object>, List<Flight>> chains = grouped(
                flights.stream().filter(flight -> !flight.plane().isEmpty()),
                flight -> List.of(flight.day(), flight.plane()));
        List<Row> rows = new ArrayList<>();
        for (List<Flight> chain : chains.values()) {
            chain.sort(Comparator.comparing(Flight::scheduled)
                    .thenComparing(Flight::carrier)
                    .thenComparingInt(Flight::number)
                    .thenComparing(Flight::hour));
            Optional<Integer> late = Optional.empty();
            for (int leg = 0; leg < chain.size(); leg++) {
                rows.add(leg(leg + 1, chain.get(leg), late));
                late = chain.get(leg).arrDelay();
            }
        }
        return rows;
    }

    private static Row leg(int leg, Flight flight, Optional<Integer> inbound) {
        int brought = Math.max(0, inbound.orElse(0));
        int carried = Math.min(brought, Math.max(0, flight.depDelay().orElse(0)));
        return RowFactory.create(
                Date.valueOf(flight.day()),
                flight.plane(),
                leg,
                Timestamp.from(flight.hour()),
                flight.carrier(),
                flight.number(),
                flight.origin(),
                flight.dest(),
                flight.depDelay().orElse(null),
                inbound.orElse(null),
                carried);
    }

    private static <K> Map<K, List<Flight>> grouped(Stream<Flight> flights, Function<Flight, K> key) {
        Map<K, List<Flight>> groups = new LinkedHashMap<>();
        flights.forEach(flight -> groups.computeIfAbsent(key.apply(flight), k -> new ArrayList<>())
                .add(flight));
        return groups;
    }
}
