package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong results that other tools were seen to give, each on a small warehouse. That a kill begins with SIGTERM, and is
 * survived, is shown where processes are killed.
 */
@Tag("once")
@Tag("spark")
class RivalsTest {

    private static final String DAY = "2026-01-05";

    @TempDir
    static Path shared;

    private static SmallSales built;
    private static SmallSales poisoned;
    private static CommandLine.Ended end;

    @TempDir
    Path place;

    @BeforeAll
    static void tenDaysAreBuiltAndOnceMoreWithABadOne() {
        built = SmallSales.built(shared.resolve("built"));
        assertThat(built.amounts("sum3")).containsEntry(DAY, "30").hasSize(10);
        poisoned = built.copiedTo(shared.resolve("poisoned"));
        poisoned.land("poison", DAY + ",1,1o0", "2026-01-08,1,50");
        end = poisoned.expect(10, "run");
    }

    private SmallSales copy() {
        return built.copiedTo(place.resolve("world"));
    }

    @Test
    void anEmptiedDayKeepsNoOldRows() {
        SmallSales sales = copy();
        sales.land("void", DAY + ",1,void");

        sales.expect(0, "run");

        assertThat(sales.amounts("daily")).hasSize(9).doesNotContainKey(DAY);
        assertThat(sales.files("daily").files()).doesNotContainKey(DAY);
        assertThat(sales.amounts("sum3"))
                .containsEntry(DAY, "20")
                .containsEntry("2026-01-07", "20")
                .containsEntry("2026-01-08", "30");
    }

    @Test
    void aWindowIsFollowedToTheLastDayThatItReaches() {
        SmallSales sales = copy();
        TableFiles before = sales.files("sum3");
        sales.land("more", DAY + ",1,100");

        sales.expect(0, "run", "--select", "daily@" + DAY);

        assertThat(sales.amounts("sum3"))
                .containsEntry("2026-01-04", "30")
                .containsEntry(DAY, "120")
                .containsEntry("2026-01-06", "120")
                .containsEntry("2026-01-07", "120")
                .containsEntry("2026-01-08", "30");
        assertThat(sales.changedSince(before, "sum3")).isEqualTo(FlightsWorld.days(DAY, "2026-01-07"));
    }

    @Test
    void aCastThatFailsIsAnErrorAndNeverANull() {
        assertThat(end.out()).contains("daily@" + DAY, "1o0", "CAST_INVALID_INPUT");
        assertThat(poisoned.amounts("daily"))
                .doesNotContainValue("null")
                .containsEntry(DAY, "10")
                .containsEntry("2026-01-08", "50");
    }

    @Test
    void theStateTravelsWithTheWarehouseAndNotWithTheFolderOneStandsIn() throws Exception {
        SmallSales sales = copy();
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(place.resolve("link"), sales.folder());
        TableFiles daily = sales.files("daily");
        TableFiles ledger = sales.files("_hindcast/ledger");
        Path here = Path.of("").toAbsolutePath();

        assertThat(process(elsewhere, "run", "../world/sales")).startsWith("nothing to do: all 20 partitions");
        for (String path : List.of(
                here.relativize(sales.folder()).toString(), link.toString(), sales.folder() + "/../../world/sales")) {
            assertThat(SmallSales.expect(0, path, "run", List.of()).out())
                    .as(path)
                    .startsWith("nothing to do: all 20 partitions");
        }

        assertThat(sales.files("daily")).isEqualTo(daily);
        assertThat(sales.files("_hindcast/ledger")).isEqualTo(ledger);
        assertThat(elsewhere).isEmptyDirectory();
        // And to another place altogether.
        assertThat(sales.copiedTo(place.resolve("moved")).expect(0, "run").out())
                .startsWith("nothing to do");
    }

    @Test
    void moreAtOnceThanThereAreWorkersIsSlowerAndNoFailure() throws Exception {
        SmallSales sales = copy();
        int many = 12;
        IntStream.range(0, many)
                .forEach(i -> sales.write(
                        "total_%02d.sql".formatted(i),
                        "/*---\nasset: total_%02d\n---*/\nSELECT sum(amount) + %d AS amount FROM daily"
                                .formatted(i, i)));

        sales.expect(0, "run", "--parallel", "2");

        List<Entry> entries = sales.ledger();
        assertThat(entries).noneMatch(entry -> entry.event() == Event.FAILED);
        assertThat(entries)
                .filteredOn(entry ->
                        entry.event() == Event.COMMITTED && entry.asset().startsWith("total_"))
                .hasSize(many)
                .allMatch(entry -> entry.attempt().orElse(0) == 1);
        ExecutorService crowd = Executors.newFixedThreadPool(many);
        try {
            List<Future<CommandLine.Ended>> ended = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                ended.add(crowd.submit(() -> sales.expect(0, "run")));
            }
            for (Future<CommandLine.Ended> each : ended) {
                assertThat(each.get().out()).startsWith("nothing to do");
            }
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void aRunWithFailuresIsNotCalledCompletedAndNoFilterHidesThem() {
        assertThat(end.out()).contains("some partitions quarantined").doesNotContain("; done");
        assertThat(poisoned.expect(10, "run").out()).contains("daily@" + DAY);
        assertThat(poisoned.expect(10, "run", "--from", "2026-01-04", "--until", "2026-01-06")
                        .out())
                .contains("daily@" + DAY);
        assertThat(poisoned.expect(0, "status", "--json").out()).contains("\"quarantined\":\"" + DAY + "\"");
    }

    @Test
    void threeScatteredDaysAreOneCommand() {
        SmallSales sales = copy();
        TableFiles daily = sales.files("daily");
        TableFiles sum3 = sales.files("sum3");
        sales.land("scattered", "2026-01-02,1,11", "2026-01-05,1,11", "2026-01-09,1,11", "2026-01-10,1,11");

        sales.expect(0, "run", "--select", "daily@2026-01-02,2026-01-05,2026-01-09");

        assertThat(sales.changedSince(daily, "daily")).containsExactly("2026-01-02", "2026-01-05", "2026-01-09");
        assertThat(sales.changedSince(sum3, "sum3"))
                .isEqualTo(Ranges.days("2026-01-02..2026-01-07,2026-01-09..2026-01-10"));
        assertThat(sales.ledger())
                .filteredOn(entry -> entry.event() == Event.PLANNED)
                .extracting(Entry::run)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aRunWithNothingToDoStartsNoSpark() throws Exception {
        Path loaded = place.resolve("classes");
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));

        process(
                elsewhere,
                "-Xlog:class+load:file=" + loaded,
                "run",
                built.folder().toString());

        assertThat(Files.readString(loaded))
                .contains("io.hindcast.cli.Main ")
                .doesNotContain("org.apache.spark.scheduler.TaskSchedulerImpl ");
    }

    @Test
    void eachKindOfEndHasACodeThatSaysWhetherToTryAgain() {
        SmallSales sales = copy();
        sales.write("daily.sql", sales.text("daily.sql").replace("until: 2026-01-10", "until: 2026-01-11"));
        sales.write("warehouse.yaml", sales.text("warehouse.yaml").replace("until: 2026-01-10", "until: 2026-01-11"));

        built.expect(0, "run");
        poisoned.expect(10, "run");
        sales.expect(20, "run");
        built.expect(2, "run", "--select", "dayly");
    }

    /** Standard output of a process that must end well. */
    private static String process(Path folder, String... words) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        options.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g"));
        List<String> arguments = new ArrayList<>(List.of(words));
        if (arguments.get(0).startsWith("-X")) {
            options.add(arguments.remove(0));
        }
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hindcast.cli.Main"));
        options.addAll(arguments);
        File out = Files.createTempFile("rivals", ".out").toFile();
        File err = Files.createTempFile("rivals", ".err").toFile();
        Process process = new ProcessBuilder(options)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err.toPath())).isZero();
        String said = Files.readString(out.toPath());
        Files.delete(out.toPath());
        Files.delete(err.toPath());
        return said;
    }
}
