package io.hindcast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs one workload by every contender, turn by turn, each turn in a fresh process over fresh tables. */
final class Contest {

    static final String HINDCAST = "hindcast run";
    static final String RANGES = "range overwrites by hand";

    /** Steps at once of Hindcast, threads of the range overwrites. */
    private static final int PARALLEL = 4;

    private static final int SAMPLED_DAYS = 8;

    private final Workload workload;
    private final String scale;
    private final Installation installation;
    private final Processes processes;
    private final Path staged;
    private final Path root;
    private final Path byHand;
    private final Map<String, List<Timing>> timings = new LinkedHashMap<>();

    /**
     * A contest.
     *
     * @param scale of the source of W3
     */
    Contest(Workload workload, String scale, Installation installation, Processes processes) {
        this.workload = workload;
        this.scale = scale;
        this.installation = installation;
        this.processes = processes;
        this.staged = installation.work().resolve(workload.name() + "-staged");
        this.root = installation.work().resolve(workload.name() + "-hindcast");
        this.byHand = installation.work().resolve(workload.name() + "-by-hand");
    }

    /** The timings of every contender, in the order of their first turns. */
    Map<String, List<Timing>> run(int rounds) {
        stage();
        for (int round = 0; round < rounds; round++) {
            hindcast();
            ranges();
            if (round == 0) {
                processes.plain(
                        "the same rows?",
                        Map.of(),
                        installation.java("SameRows", workload.name(), root, byHand, workload.until()));
            }
        }
        loop();
        for (int round = 0; round < rounds; round++) {
            shortOnes();
        }
        return timings;
    }

    private void stage() {
        switch (workload.name()) {
            case "w1" -> processes.plain("staging", rooted(staged), installation.hindcast("stage", workload.jobs()));
            case "w2" -> source("readings", "Readings", 50_000, 20241123);
            default -> source("lineitem", "Lineitem", scale);
        }
    }

    private void source(String table, String maker, Object... words) {
        long days = workload.until().toEpochDay() - workload.from().toEpochDay() + 1;
        List<Object> arguments =
                new ArrayList<>(List.of(staged.resolve("staging").resolve(table), days));
        arguments.addAll(List.of(words));
        processes.plain("making " + table, Map.of(), installation.java(maker, arguments.toArray()));
    }

    private void hindcast() {
        delete(root);
        copy(staged, root);
        note(
                HINDCAST,
                processes.withSession(
                        workload.name() + "-hindcast",
                        rooted(root),
                        run(
                                "--select",
                                tables(),
                                "--partitions",
                                workload.days(),
                                "--parallel",
                                String.valueOf(PARALLEL),
                                "--json")));
    }

    /** A run without what follows outside the days: after a part of the year the rest would wait for its inputs. */
    private List<String> run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", workload.jobs(), "--no-downstream", "--yes"));
        words.addAll(List.of(options));
        return installation.hindcast(words.toArray(String[]::new));
    }

    /** The assets that the expert rebuilds as well, as terms of a selection. */
    private String tables() {
        return workload.tables().stream().map(ExpertTable::name).collect(Collectors.joining(" "));
    }

    private void ranges() {
        delete(byHand);
        note(RANGES, processes.withSession(workload.name() + "-by-hand", Map.of(), expert("ranges", PARALLEL)));
    }

    private List<String> expert(String way, int number) {
        return installation.java(
                "Expert",
                way,
                workload.name(),
                staged.resolve("staging"),
                byHand,
                workload.from(),
                workload.until(),
                number);
    }

    /** Over a sample of days, since the whole takes hours; wall and CPU seconds are those of the whole range. */
    private void loop() {
        Processes.Ended ended =
                processes.withSession(workload.name() + "-loop", Map.of(), expert("loop", SAMPLED_DAYS));
        Timing sample = ended.timing();
        double before = sample.get("wall") - sample.get("work.wall");
        double work = Double.parseDouble(lastLine(ended.output()));
        double cpu = work * sample.get("work.cpu") / sample.get("work.wall");
        double cpuBefore = sample.get("cpu") - sample.get("work.cpu");
        add(
                "loop per day *",
                new Timing(Map.of("wall", before + work, "cpu", cpuBefore + cpu, "work.wall", work, "work.cpu", cpu)));
    }

    /** Java itself may write lines before ours, for example where a recording goes. */
    private static String lastLine(String output) {
        return output.substring(output.lastIndexOf('\n') + 1);
    }

    private void shortOnes() {
        Map<String, String> environment = rooted(root);
        note(
                "3 scattered days, forced",
                processes.withSession(
                        workload.name() + "-scattered",
                        environment,
                        run("--select", tables(), "--partitions", workload.scattered(), "--force", "--json")));
        note(
                "run, nothing to do",
                processes.plain(
                        "nothing to do", environment, run("--select", tables(), "--partitions", workload.days())));
        note("status", processes.plain("status", environment, installation.hindcast("status", workload.jobs())));
        note("--help", processes.plain("help", environment, installation.hindcast("--help")));
    }

    private static Map<String, String> rooted(Path root) {
        return Map.of("HINDCAST_ROOT", root.toString());
    }

    private void note(String contender, Processes.Ended ended) {
        add(contender, ended.timing());
    }

    private void add(String contender, Timing timing) {
        timings.computeIfAbsent(contender, name -> new ArrayList<>()).add(timing);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder, if it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path visited, @org.jspecify.annotations.Nullable IOException error) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
