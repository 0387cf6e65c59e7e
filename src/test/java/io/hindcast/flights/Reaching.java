package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.job.JobContext;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Small sales of ten days, built, and beside them Java assets of six days in the middle, whose rows a test describes.
 *
 * @param sales the warehouse
 */
record Reaching(SmallSales sales) {

    /** In a place of its own. */
    static Reaching in(Path place) {
        SmallSales sales = SmallSales.built(place);
        sales.write("warehouse.yaml", sales.text("warehouse.yaml") + "jars: [" + Packed.JAR + "]\n");
        return new Reaching(sales);
    }

    /** The class of the job in a jar of the user's, one for all, since Spark keeps it. */
    private static final class Packed {

        private static final String NAME = "reaching-job.jar";

        static final Path JAR = Shared.folder("reaching-job", folder -> {
                    Files.createDirectories(folder);
                    UserJar.write(folder.resolve(NAME), ReachingJob.class);
                })
                .resolve(NAME);
    }

    /** Declares a Java asset with these rows. */
    void declare(String asset, Function<JobContext, Dataset<Row>> rows) {
        declare(asset, "inputs: [daily]", rows);
    }

    /** Declares a Java asset with these rows, whose declaration ends with {@code more}. */
    void declare(String asset, String more, Function<JobContext, Dataset<Row>> rows) {
        ReachingJob.WAYS.put(asset, rows);
        sales.write(asset + ".yaml", """
                asset: %s
                partition: {day: ds, from: 2026-01-03, until: 2026-01-08}
                class: io.hindcast.flights.ReachingJob
                settings: {way: %s}
                columns: {ds: date, amount: bigint}
                %s
                """.formatted(asset, asset, more));
    }

    static SparkSession spark() {
        return TestSession.get();
    }

    /** A table read past Hindcast. */
    Dataset<Row> table(String name) {
        return spark().read().format("delta").load(path(name));
    }

    String path(String name) {
        return sales.base().resolve("tables").resolve(name).toString();
    }

    /** The rows of the input in the target partitions. */
    static Dataset<Row> own(JobContext in) {
        return cut(in, in.input("daily")).select("ds", "amount");
    }

    static Dataset<Row> cut(JobContext in, Dataset<Row> rows) {
        return rows.join(in.partitions().select("ds"), "ds");
    }

    /** The rows of the input, with a column computed from something else that must not matter. */
    static Dataset<Row> beside(JobContext in, Dataset<Row> other) {
        return own(in).crossJoin(other.agg(functions.count("*").as("others")))
                .selectExpr("ds", "amount + 0 * others AS amount");
    }

    /** A run of some assets, one after the other. */
    CommandLine.Ended run(int exit, List<String> assets, String... more) {
        List<String> words =
                new ArrayList<>(List.of("--select", String.join(" ", assets), "--parallel", "1", "--json"));
        words.addAll(List.of(more));
        return sales.expect(exit, "run", words.toArray(String[]::new));
    }

    /** Of an asset nothing was committed, and the error of each partition says all this; the step was tried once. */
    void requireRefused(String asset, String... said) {
        List<Entry> told = sales.ledger().stream()
                .filter(entry -> entry.asset().equals(asset))
                .toList();
        assertThat(told).noneMatch(entry -> entry.event() == Event.COMMITTED);
        assertThat(told.stream().filter(entry -> entry.event() == Event.QUARANTINED))
                .hasSize(6)
                .allSatisfy(entry -> assertThat(entry.error()).contains(said));
        assertThat(told.stream().filter(entry -> entry.event() == Event.FAILED))
                .as("neither repeated nor halved")
                .singleElement()
                .satisfies(entry -> assertThat(entry.attempt()).hasValue(1));
    }
}
