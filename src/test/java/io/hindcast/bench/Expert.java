package io.hindcast.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What an expert writes by hand, in one session tuned as {@link BenchSession} says: either one {@code replaceWhere} over the
 * whole range for each table, independent tables side by side, or the usual loop that rewrites day after day.
 */
public final class Expert {

    private final SparkSession session;
    private final String workload;
    private final String staging;
    private final String root;

    private Expert(SparkSession session, String workload, String staging, String root) {
        this.session = session;
        this.workload = workload;
        this.staging = staging;
        this.root = root;
    }

    /** Arguments: ranges or loop, workload, staging folder, output folder, first day, last day, threads or days. */
    public static void main(String[] words) {
        SparkSession session = BenchSession.start();
        Expert expert = new Expert(session, words[1], words[2], words[3]);
        LocalDate from = LocalDate.parse(words[4]);
        LocalDate until = LocalDate.parse(words[5]);
        int number = Integer.parseInt(words[6]);
        if (words[0].equals("ranges")) {
            expert.ranges(from, until, number);
        } else {
            System.out.printf(Locale.ROOT, "%.3f%n", expert.loop(from, until, number));
        }
        session.stop();
    }

    private void ranges(LocalDate from, LocalDate until, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Map<String, CompletableFuture<Void>> done = new HashMap<>();
        for (ExpertTable table : ExpertTable.of(workload, until)) {
            Slices slices = table.slices();
            LocalDate first = slices.floor(slices.from(from));
            LocalDate last = slices.floor(slices.until(until));
            CompletableFuture<?>[] before = table.reads().stream()
                    .map(name -> done.getOrDefault(name, CompletableFuture.completedFuture(null)))
                    .toArray(CompletableFuture<?>[]::new);
            done.put(
                    table.name(),
                    CompletableFuture.allOf(before).thenRunAsync(() -> overwrite(table, first, last), pool));
        }
        CompletableFuture.allOf(done.values().toArray(CompletableFuture<?>[]::new))
                .join();
        pool.shutdown();
    }

    /** The seconds that the loop would take for the whole range, from a sample of days after one to warm up. */
    private double loop(LocalDate from, LocalDate until, int days) {
        Map<ExpertTable, List<Double>> seconds = new HashMap<>();
        List<ExpertTable> tables = ExpertTable.of(workload, until);
        for (int i = -1; i < days; i++) {
            for (ExpertTable table : tables) {
                LocalDate slice = sampled(table.slices(), from, until, (i + 1.0) / days);
                long begin = System.nanoTime();
                overwrite(table, slice, slice);
                if (i >= 0) {
                    seconds.computeIfAbsent(table, t -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e9);
                }
            }
        }
        double whole = 0;
        for (Map.Entry<ExpertTable, List<Double>> entry : seconds.entrySet()) {
            double mean = entry.getValue().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            whole += mean * entry.getKey().slices().count(from, until);
        }
        return whole;
    }

    private static LocalDate sampled(Slices slices, LocalDate from, LocalDate until, double place) {
        LocalDate first = slices.from(from);
        return slices.floor(first.plusDays((long) ((slices.until(until).toEpochDay() - first.toEpochDay()) * place)));
    }

    /** Overwrites slices of a table; each is named by its first day. */
    private void overwrite(ExpertTable table, LocalDate from, LocalDate until) {
        SparkSession own = session.newSession();
        SparkSession.setActiveSession(own);
        for (String name : table.reads()) {
            own.read().format("delta").load(folder(name)).createOrReplaceTempView(name);
        }
        Column[] columns = table.columns().stream().map(functions::col).toArray(Column[]::new);
        DataFrameWriter<Row> writer = own.sql(
                        select(table).replace("${from}", from.toString()).replace("${until}", until.toString()))
                .hint("rebalance", (Object[]) columns)
                .write()
                .format("delta")
                .mode("overwrite")
                .partitionBy(table.columns().toArray(String[]::new));
        String condition = table.condition(from, until);
        if (!condition.isEmpty()) {
            writer = writer.option("replaceWhere", condition);
        }
        writer.save(root + "/" + table.name());
    }

    private String folder(String name) {
        boolean derived = Expert.class.getResource(resource(name)) != null;
        return (derived ? root : staging) + "/" + name;
    }

    private String resource(String name) {
        return "/bench/" + workload + "/expert/" + name + ".sql";
    }

    private String select(ExpertTable table) {
        String resource = resource(table.name());
        try (InputStream in = Expert.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
