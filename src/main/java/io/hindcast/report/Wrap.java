package io.hindcast.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words, so that no line is wider than asked unless a single word is. */
public final class Wrap {

    private Wrap() {}

    /**
     * The lines of a text. Line ends of the text are kept.
     *
     * @param head what the first line begins with; the others are indented as far
     * @param width of a line, in characters
     */
    public static List<String> lines(String head, String text, int width) {
        String indent = " ".repeat(head.length());
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\\R", -1)) {
            StringBuilder line = new StringBuilder(lines.isEmpty() ? head : indent);
            boolean bare = true;
            for (String word : paragraph.stripTrailing().split(" ", -1)) {
                boolean full = line.length() + (bare ? 0 : 1) + word.length() > width;
                if (full && !bare) {
                    lines.add(line.toString().stripTrailing());
                    line = new StringBuilder(indent);
                    bare = true;
                }
                line.append(bare ? "" : " ").append(word);
                bare = false;
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** The text cut to a width, the end marked when something is missing. */
    static String clipped(String text, int width) {
        String line = text.lines().findFirst().orElse("").strip();
        boolean more = line.length() < text.strip().length();
        if (line.length() <= width && !more) {
            return line;
        }
        return line.substring(0, Math.max(0, Math.min(line.length(), width - 3)))
                        .stripTrailing() + "...";
    }
}
