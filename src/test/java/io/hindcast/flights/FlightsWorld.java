package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.ledger.Entry;
import io.hindcast.testing.Landing;
import io.hindcast.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A copy of the warehouse of flights in a folder of its own, and the command line on it. */
final class FlightsWorld {

    static final Path JOBS = Path.of(System.getProperty("hindcast.home", "."))
            .toAbsolutePath()
            .normalize()
            .resolve("jobs/flights");

    /** The assets of most tests: those that are made of flights by day, and roll up. */
    static final List<String> ASSETS =
            List.of("flights_clean", "daily_delays", "delay_7d", "carrier_month", "carrier_ledger", "plane_rotation");

    private static final String SQL = ".sql";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path base;

    private FlightsWorld(Path base) {
        this.base = base;
        // Before any command starts one: all share the session of the tests.
        TestSession.get();
    }

    /** The whole year as it is. */
    static FlightsWorld wholeYear(Path base) {
        FlightsWorld world = declared(base);
        copy(JOBS.resolve("data"), world.folder().resolve("data"));
        return world;
    }

    /** The declarations of {@link #ASSETS} for some days; only planes have landed. */
    static FlightsWorld ofDays(Path base, String from, String until) {
        FlightsWorld world = withAllAssets(base, from, until);
        for (String other : List.of("hourly_weather", "origin_day", "route_year", "weather_delay", "week_ranking")) {
            delete(world.folder().resolve(other + SQL));
        }
        // Sources that no asset reads only cost time.
        world.edit(
                "warehouse.yaml",
                text -> without(without(text, "  weather:", "  planes:"), "  airports:", "defaults:"));
        delete(world.folder().resolve("data/airports.csv.gz"));
        delete(world.folder().resolve("data/airlines.csv.gz"));
        return world;
    }

    /**
     * All declarations, those by day and by month for some days; planes, airports and airlines have landed. The weather
     * ends, and the hours and weeks lie, where the warehouse says.
     */
    static FlightsWorld withAllAssets(Path base, String from, String until) {
        FlightsWorld world = declared(base);
        for (String file : world.declarations()) {
            world.edit(
                    file,
                    text -> text.replace("from: 2013-01-01, until: 2013-12-31", "from: " + from + ", until: " + until)
                            .replace(
                                    "from: 2013-01, until: 2013-12",
                                    "from: " + from.substring(0, 7) + ", until: " + until.substring(0, 7)));
        }
        makeFolder(world.folder().resolve("data/flights"));
        makeFolder(world.folder().resolve("data/weather"));
        for (String file : List.of("planes.csv.gz", "airports.csv.gz", "airlines.csv.gz")) {
            copy(
                    JOBS.resolve("data").resolve(file),
                    world.folder().resolve("data").resolve(file));
        }
        return world;
    }

    /** January to March, built. The building is done once; what comes out is a copy. */
    static FlightsWorld built(Path base) {
        copy(Built.BASE, base);
        FlightsWorld world = new FlightsWorld(base);
        makeFolder(world.folder().resolve("tests"));
        String tests = "tests/daily_delays.yaml";
        copy(JOBS.resolve(tests), world.folder().resolve(tests));
        return world;
    }

    private static FlightsWorld declared(Path base) {
        FlightsWorld world = new FlightsWorld(base);
        makeFolder(world.folder());
        declarations(JOBS)
                .forEach(file -> copy(JOBS.resolve(file), world.folder().resolve(file)));
        world.edit(
                "warehouse.yaml",
                text -> text.replaceFirst("root: .*", "root: ../tables")
                        .replaceFirst("parallel: .*", "parallel: 2")
                        .replaceFirst("retry: .*", "retry: {stop: {attempts: 2}, wait: {fixed: 10ms}}")
                        .replaceFirst("data/flights/\\*.csv.gz", "data/flights/*.csv*")
                        // One path for all worlds: a Spark session takes a jar of one name only once.
                        .replaceFirst("jars: .*", "jars: [" + JOBS.resolve("lib/flights-jobs.jar") + "]"));
        return world;
    }

    /** The names of the files of a warehouse that declare something. */
    private static List<String> declarations(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(sql|yaml)"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> declarations() {
        return declarations(folder());
    }

    private static String without(String text, String from, String until) {
        return text.substring(0, text.indexOf(from)) + text.substring(text.indexOf(until));
    }

    /** What every test of built tables begins with. */
    private static final class Built {

        static final Path BASE = Shared.folder("flights-world", Built::build);

        private static void build(Path base) {
            FlightsWorld world = ofDays(base, "2013-01-01", "2013-03-31");
            for (YearMonth month : List.of(YearMonth.of(2013, 1), YearMonth.of(2013, 2), YearMonth.of(2013, 3))) {
                Landing.write(
                        world.flights(month + ".csv.gz"),
                        Landing.flights(
                                month.atDay(1).toString(), month.atEndOfMonth().toString()));
            }
            world.expect(0, "run");
        }
    }

    /** The folder of the declarations. */
    Path folder() {
        return base.resolve("flights");
    }

    /** Where a landing file of flights lies. */
    Path flights(String file) {
        return folder().resolve("data/flights").resolve(file);
    }

    /** Where a table lies. */
    Path table(String name) {
        return base.resolve("tables").resolve(name);
    }

    void edit(String file, UnaryOperator<String> change) {
        Path path = folder().resolve(file);
        try {
            Files.writeString(path, change.apply(Files.readString(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a piece of text that must be there. */
    void replace(String file, String text, String by) {
        edit(file, before -> {
            assertThat(before).as(file).contains(text);
            return before.replace(text, by);
        });
    }

    /** Runs a command on this warehouse. */
    CommandLine.Ended run(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, folder().toString()));
        words.addAll(List.of(more));
        return CommandLine.run(words);
    }

    /** Runs a command that must end with a certain code. */
    CommandLine.Ended expect(int exit, String verb, String... more) {
        CommandLine.Ended ended = run(verb, more);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    /** The document of a command that must end with a certain code. */
    JsonNode json(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        CommandLine.Ended ended = expect(exit, verb, words.toArray(String[]::new));
        assertThat(ended.out().lines()).as(ended.said()).hasSize(1);
        try {
            return MAPPER.readTree(ended.out());
        } catch (IOException e) {
            throw new AssertionError(ended.said(), e);
        }
    }

    /** The standings of an asset: word to set. */
    SortedMap<String, String> status(String asset) {
        SortedMap<String, String> sets = new TreeMap<>();
        json(0, "status")
                .path("assets")
                .path(asset)
                .properties()
                .forEach(field -> sets.put(field.getKey(), field.getValue().asText()));
        return sets;
    }

    Dataset<Row> rows(String asset) {
        return spark().read().format("delta").load(table(asset).toString());
    }

    SparkSession spark() {
        return TestSession.get();
    }

    List<Entry> ledger() {
        return new DeltaLedger(new Configuration(), base.resolve("tables").toString()).entries();
    }

    /** The files of all tables. */
    SortedMap<String, TableFiles> files() {
        SortedMap<String, TableFiles> files = new TreeMap<>();
        declarations().stream()
                .filter(file -> !file.equals("warehouse.yaml"))
                .map(file -> file.substring(0, file.indexOf('.')))
                .forEach(asset -> files.put(asset, TableFiles.of(table(asset))));
        List.of("flights", "planes").forEach(source -> files.put(source, TableFiles.of(table("staging/" + source))));
        return files;
    }

    /** Table to the partitions that have other files than before; tables without any are left out. */
    SortedMap<String, SortedSet<String>> changedSince(SortedMap<String, TableFiles> before) {
        SortedMap<String, SortedSet<String>> changed = new TreeMap<>();
        files().forEach((table, now) -> {
            SortedSet<String> own = now.changedSince(before.getOrDefault(table, new TableFiles(-1, new TreeMap<>())));
            if (!own.isEmpty()) {
                changed.put(table, own);
            }
        });
        return changed;
    }

    /** Days as partition values. */
    static SortedSet<String> days(String from, String until) {
        SortedSet<String> days = new TreeSet<>();
        LocalDate.parse(from).datesUntil(LocalDate.parse(until).plusDays(1)).forEach(day -> days.add(day.toString()));
        return days;
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file or a folder with all that is in it. */
    static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path target = file.equals(from)
                            ? to
                            : to.resolve(from.relativize(file).toString());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
