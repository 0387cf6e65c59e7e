package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own cluster on this machine: a master, and workers with a core each, on free ports of the loopback. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final String LOOPBACK = "127.0.0.1";

    private final String sparkHome;
    private final Path place;
    private final List<Process> started = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final List<ProcessHandle> orphans = new ArrayList<>();

    private StandaloneCluster(String sparkHome, Path place) {
        this.sparkHome = sparkHome;
        this.place = place;
    }

    /** Started, with some workers. */
    static StandaloneCluster of(String sparkHome, Path place, int workers) throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(sparkHome, Files.createDirectories(place));
        cluster.start("master", "org.apache.spark.deploy.master.Master");
        cluster.address();
        for (int i = 0; i < workers; i++) {
            cluster.addWorker();
        }
        for (int i = 0; i < workers; i++) {
            cluster.said("worker-" + i, REGISTERED);
        }
        return cluster;
    }

    /** One more worker; it registers while others go on. */
    void addWorker() throws IOException, InterruptedException {
        String name = "worker-" + workers.size();
        String folder = place.resolve(name).toString();
        workers.add(start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder,
                address()));
    }

    private Process start(String name, String type, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(sparkHome, "bin", "spark-class").toString(),
                type,
                "--host",
                LOOPBACK,
                "--port",
                "0",
                "--webui-port",
                "0"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
        // A port of requests, and no free one is looked for.
        builder.environment()
                .put(
                        "SPARK_DAEMON_JAVA_OPTS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dspark.master.rest.enabled=false");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Path log(String name) {
        return place.resolve(name + ".txt");
    }

    private Matcher said(String name, Pattern pattern) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            Matcher matcher = pattern.matcher(Files.readString(log(name)));
            if (matcher.find()) {
                return matcher;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not said: " + pattern + "\n" + Files.readString(log(name)));
    }

    /** What runs are told as their master. */
    String address() throws IOException, InterruptedException {
        return said("master", MASTER).group(1);
    }

    /** The executors that run now, of all workers. */
    List<ProcessHandle> executors() {
        return workers.stream().flatMap(Process::descendants).toList();
    }

    /** SIGKILL to a worker; its executors see that it is gone, and end. */
    void killWorker(int worker) throws InterruptedException {
        Process process = workers.get(worker);
        process.descendants().forEach(orphans::add);
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(orphans::add);
            process.destroyForcibly();
        }
        orphans.forEach(ProcessHandle::destroyForcibly);
    }
}
