package io.hindcast.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each code of a problem means, at length: the file {@code codes.txt} beside this class. */
public final class Explanations {

    private static final String FILE = "codes.txt";

    private static final SortedMap<String, Text> TEXTS = read();

    private Explanations() {}

    /**
     * The meaning of a code.
     *
     * @param title the problem, without values
     * @param cause how it comes about
     * @param wayOut what to do, in the imperative
     * @param example something wrong and what is right instead, or a command line
     */
    public record Text(String title, String cause, String wayOut, String example) {

        public Text {
            if (title.isBlank() || cause.isBlank() || wayOut.isBlank() || example.isBlank()) {
                throw new IllegalArgumentException("incomplete: " + title);
            }
        }
    }

    /** The meaning of a code; empty when there is no such code. */
    public static Optional<Text> of(String code) {
        return Optional.ofNullable(TEXTS.get(code));
    }

    /** Every code, in their order. */
    public static SortedSet<String> codes() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(TEXTS.keySet()));
    }

    private static SortedMap<String, Text> read() {
        try (InputStream file = Explanations.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the program was packed without " + FILE);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paragraphs of four lines: code and title, cause, way out, example. */
    private static SortedMap<String, Text> parse(String file) {
        SortedMap<String, Text> texts = new TreeMap<>();
        for (String paragraph : file.strip().split("\n\n+", -1)) {
            String[] lines = paragraph.split("\n", -1);
            String[] head = lines[0].split(" ", 2);
            if (lines.length != 4 || head.length != 2) {
                throw new IllegalStateException("four lines are expected of each code: " + paragraph);
            }
            if (texts.put(head[0], new Text(head[1], lines[1], lines[2], lines[3])) != null) {
                throw new IllegalStateException("explained twice: " + head[0]);
            }
        }
        return texts;
    }
}
