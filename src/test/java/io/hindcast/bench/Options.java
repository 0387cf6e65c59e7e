package io.hindcast.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of the benchmark.
 *
 * @param workloads names, in order
 * @param rounds how often each contender runs
 * @param quick the first month only, once
 * @param scale of TPC-H for W3, as a decimal number
 * @param json where to write the figures as JSON
 * @param recordings the folder for flight recordings of every process
 */
record Options(
        List<String> workloads,
        int rounds,
        boolean quick,
        String scale,
        Optional<Path> json,
        Optional<Path> recordings) {

    /** Every workload, three rounds. */
    static Options parse(List<String> words) {
        Options options = new Options(List.of("w1", "w2", "w3"), 3, false, "1", Optional.empty(), Optional.empty());
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            options = options.with(left.remove(), left);
        }
        return options;
    }

    private Options with(String word, Deque<String> left) {
        return switch (word) {
            case "--workload" -> new Options(workloads(value(word, left)), rounds, quick, scale, json, recordings);
            case "--rounds" ->
                new Options(workloads, positive(word, value(word, left)), quick, scale, json, recordings);
            case "--quick" -> new Options(workloads, 1, true, scale, json, recordings);
            case "--json" ->
                new Options(workloads, rounds, quick, scale, Optional.of(Path.of(value(word, left))), recordings);
            case "--jfr" -> new Options(workloads, rounds, quick, scale, json, Optional.of(Path.of(value(word, left))));
            case "--scale" -> new Options(workloads, rounds, quick, scale(word, value(word, left)), json, recordings);
            default -> throw new IllegalArgumentException("no option " + word);
        };
    }

    private static String value(String word, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return left.remove();
    }

    private static int positive(String word, String text) {
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(word + " takes a number from 1 to 999, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static String scale(String word, String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") || Double.parseDouble(text) == 0) {
            throw new IllegalArgumentException(word + " takes a number such as 1 or 0.1, not " + text);
        }
        return text;
    }

    private static List<String> workloads(String text) {
        return switch (text) {
            case "W1" -> List.of("w1");
            case "W2" -> List.of("w2");
            case "W3" -> List.of("w3");
            case "all" -> List.of("w1", "w2", "w3");
            default -> throw new IllegalArgumentException("--workload takes W1, W2, W3 or all, not " + text);
        };
    }
}
