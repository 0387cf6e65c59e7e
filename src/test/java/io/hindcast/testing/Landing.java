package io.hindcast.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lines of the landing files of the flights, and short ways to make others from them. */
public final class Landing {

    public static final String HEADER =
            "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,"
                    + "carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour";

    private static final Path FILES =
            Path.of(System.getProperty("hindcast.home", ".")).resolve("jobs/flights/data/flights");

    /** One flight of so many: each row that is written costs, and rows of the same sort show the same. */
    private static final int ONE_IN = 8;

    private Landing() {}

    /** All lines of a plain or packed file. */
    public static List<String> lines(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(unpacked(file, bytes), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream unpacked(Path file, InputStream bytes) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    /** Writes a file with the header of flights; packed when its name ends with gz. */
    public static void write(Path file, List<String> lines) {
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
            out.write((HEADER + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some of the flights of some days of 2013 as they landed, of each day the same ones always. */
    public static List<String> flights(String from, String until) {
        LocalDate first = LocalDate.parse(from);
        LocalDate last = LocalDate.parse(until);
        return first.withDayOfMonth(1)
                .datesUntil(last.plusDays(1), Period.ofMonths(1))
                .flatMap(month -> someOf(FILES.resolve("2013-%02d.csv.gz".formatted(month.getMonthValue()))))
                .filter(line -> !day(line).isBefore(first) && !day(line).isAfter(last))
                .toList();
    }

    /** Some flights of a landing file. */
    private static Stream<String> someOf(Path file) {
        List<String> all = lines(file);
        return IntStream.iterate(1, line -> line < all.size(), line -> line + ONE_IN)
                .mapToObj(all::get);
    }

    /** The day of a flight. */
    public static LocalDate day(String line) {
        String[] fields = line.split(",", 4);
        return LocalDate.of(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }

    /** The line with another value in a column. */
    public static String with(String line, String column, String value) {
        String[] fields = line.split(",", -1);
        fields[List.of(HEADER.split(",", -1)).indexOf(column)] = value;
        return String.join(",", fields);
    }

    /** The same flight, cancelled: as the airlines report it. */
    public static String cancelled(String line) {
        String changed = line;
        for (String column : List.of("dep_time", "dep_delay", "arr_time", "arr_delay", "air_time")) {
            changed = with(changed, column, "");
        }
        return changed;
    }
}
