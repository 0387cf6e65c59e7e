package io.hindcast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Starts processes one at a time and takes their times from outside, as the system accounts for them. */
final class Processes {

    private final Path work;
    private final Path agent;
    private final Optional<Path> recordings;
    private int count;
    private volatile @Nullable Process running;

    Processes(Path work, Path agent, Optional<Path> recordings) {
        this.work = work;
        this.agent = agent;
        this.recordings = recordings;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "bench-stop"));
    }

    /**
     * What a process took and wrote.
     *
     * @param output its standard output
     */
    record Ended(Timing timing, String output) {}

    /** Runs a command that starts no Spark session. */
    Ended plain(String name, Map<String, String> environment, List<String> command) {
        return run(name, environment, command);
    }

    /** Runs a command that starts a Spark session, with what the session saw. */
    Ended withSession(String name, Map<String, String> environment, List<String> command) {
        Path file = work.resolve("session.properties");
        List<String> options = new ArrayList<>(List.of("-javaagent:" + agent + "=" + file));
        recordings.ifPresent(folder -> options.add(recording(folder.resolve(name + "-" + count + ".jfr"))));
        count++;
        Map<String, String> more = new TreeMap<>(environment);
        more.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
        Ended ended = run(name, more, command);
        return new Ended(ended.timing().with(session(file)), ended.output());
    }

    private static String recording(Path file) {
        return "-XX:StartFlightRecording:settings=profile,filename=" + file.toAbsolutePath();
    }

    private Ended run(String name, Map<String, String> environment, List<String> command) {
        System.err.println("  " + name + " …");
        Path times = work.resolve("times");
        Path log = work.resolve("last.log");
        List<String> timed = new ArrayList<>(
                List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; { time \"$@\" 2>" + log + "; } 2>" + times, "bash"));
        timed.addAll(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(timed);
            builder.environment().put("LC_ALL", "C");
            builder.environment().putAll(environment);
            Process process =
                    builder.redirectInput(Path.of("/dev/null").toFile()).start();
            running = process;
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException(
                        name + " ended with " + exit + ":\n" + output + Files.readString(log) + "\n" + command);
            }
            double[] seconds = Arrays.stream(Files.readString(times).strip().split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Ended(new Timing(Map.of("wall", seconds[0], "cpu", seconds[1] + seconds[2])), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Nothing that was started outlives this process. */
    private void stop() {
        Process last = running;
        if (last != null) {
            last.descendants().forEach(ProcessHandle::destroy);
        }
    }

    private static Map<String, Double> session(Path file) {
        Properties seen = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            seen.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Double> figures = new TreeMap<>();
        seen.stringPropertyNames().forEach(key -> figures.put(key, Double.valueOf(seen.getProperty(key))));
        return figures;
    }
}
