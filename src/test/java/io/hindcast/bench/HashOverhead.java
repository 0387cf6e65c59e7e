package io.hindcast.bench;

import com.sun.management.OperatingSystemMXBean;
import io.hindcast.content.HashingPass;
import io.hindcast.content.KeyHasher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.functions;
import scala.Option;

/** What content hashes cost beside the write that they are taken of: the same write, with and without, turn by turn. */
public final class HashOverhead {

    private static final String PLAIN = "write alone";
    private static final String HASHED = "with hashes";
    private static final String UNIQUE = "with hashes and a unique key";

    private final SparkSession session;
    private final Path work;
    private final TaskClock tasks = new TaskClock();

    private HashOverhead(SparkSession session, Path work) {
        this.session = session;
        this.work = work;
        session.sparkContext().addSparkListener(tasks);
    }

    /** Arguments: folder of its own, rounds, then for each table its title, its path and a unique key with commas. */
    public static void main(String[] words) throws IOException {
        HashOverhead overhead = new HashOverhead(BenchSession.start(), Path.of(words[0]));
        for (int i = 2; i < words.length; i += 3) {
            List<String> key = List.of(words[i + 2].split(",", -1));
            System.out.print(overhead.measure(words[i], words[i + 1], key, Integer.parseInt(words[1])));
        }
        overhead.session.stop();
    }

    private String measure(String title, String path, List<String> key, int rounds) throws IOException {
        Dataset<Row> rows = session.read().format("delta").load(path);
        long count = rows.count();
        List<String> contenders = new ArrayList<>(List.of(PLAIN, HASHED, UNIQUE));
        Map<String, List<Timing>> timings = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) {
            for (String contender : contenders) {
                Timing timing = write(rows, contender, key);
                if (round >= 0) {
                    timings.computeIfAbsent(contender, name -> new ArrayList<>())
                            .add(timing);
                }
            }
            // Who goes first has the colder caches.
            contenders.add(contenders.remove(0));
        }
        return table("%s, %,d rows; medians of %d".formatted(title, count, rounds), timings, count);
    }

    private Timing write(Dataset<Row> rows, String contender, List<String> key) throws IOException {
        Path target = work.resolve("target");
        rows.limit(0).write().format("delta").partitionBy("ds").save(target.toString());
        Dataset<Row> rebalanced = rows.hint("rebalance", functions.col("ds"));
        System.gc();
        double cpuBefore = cpuSeconds();
        double tasksBefore = tasks.seconds(session);
        long begin = System.nanoTime();
        // Planned anew each time, as each step is.
        OptimisticTransaction transaction =
                DeltaLog.forTable(session, target.toString()).startTransaction(Option.empty(), Option.empty());
        transaction.writeFiles(rows(rebalanced, contender, key));
        double wall = (System.nanoTime() - begin) / 1e9;
        double cpu = cpuSeconds() - cpuBefore;
        Timing timing = new Timing(Map.of("wall", wall, "cpu", cpu, "tasks", tasks.seconds(session) - tasksBefore));
        DeltaLog.clearCache();
        Contest.delete(target);
        return timing;
    }

    private static Dataset<Row> rows(Dataset<Row> rebalanced, String contender, List<String> key) {
        if (contender.equals(PLAIN)) {
            return rebalanced;
        }
        List<KeyHasher> keys = contender.equals(HASHED)
                ? List.of()
                : List.of(KeyHasher.of(rebalanced.schema(), List.of("ds"), key).orElseThrow());
        return HashingPass.over(rebalanced, List.of("ds"), keys).rows();
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static String table(String title, Map<String, List<Timing>> timings, long rows) {
        List<Timing> base = timings.getOrDefault(PLAIN, List.of());
        StringBuilder text = new StringBuilder(title).append("\n\n");
        text.append("                               wall s  cpu s  tasks'      more in %        ns a row\n");
        text.append("                                              cpu s   wall   cpu  tasks\n");
        timings.forEach((contender, all) -> {
            Timing median = Timing.median(all);
            List<Timing> pairs = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                pairs.add(all.get(i).ratio(base.get(i)));
            }
            Timing ratio = Timing.median(pairs);
            text.append("%-29s %7.2f %6.2f %7.2f"
                    .formatted(contender, median.get("wall"), median.get("cpu"), median.get("tasks")));
            if (!contender.equals(PLAIN)) {
                text.append(
                        " %6.1f %5.1f %6.1f".formatted(more(ratio, "wall"), more(ratio, "cpu"), more(ratio, "tasks")));
                text.append(String.format(
                        Locale.ROOT,
                        "%10.0f",
                        (median.get("tasks") - Timing.median(base).get("tasks")) / rows * 1e9));
            }
            text.append('\n');
        });
        return text.append('\n').toString();
    }

    private static double more(Timing ratio, String figure) {
        return (ratio.get(figure) - 1) * 100;
    }

    /** CPU seconds of all tasks. */
    private static final class TaskClock extends SparkListener {
        private double seconds;

        @Override
        public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
            seconds += event.taskMetrics().executorCpuTime() / 1e9;
        }

        /** Until now: Spark tells of tasks some time after they have ended. */
        double seconds(SparkSession session) {
            try {
                session.sparkContext().listenerBus().waitUntilEmpty();
            } catch (java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                return seconds;
            }
        }
    }
}
