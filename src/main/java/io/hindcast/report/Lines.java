package io.hindcast.report;

import java.util.ArrayList;
import java.util.List;

/** Text that grows line by line within a width. */
final class Lines {

    private final int width;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param width how many characters a line has
     */
    Lines(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }

    /** A sentence, broken where it is too long. */
    Lines add(String text) {
        return add("", text);
    }

    /** A sentence after a head under which its further lines are indented. */
    Lines add(String head, String text) {
        lines.addAll(Wrap.lines(head, text, width));
        return this;
    }

    /** Something to copy, such as a command: never broken. */
    Lines whole(String text) {
        lines.add(text);
        return this;
    }

    Lines add(Table table) {
        lines.addAll(table.lines(width));
        return this;
    }

    /** An empty line, unless nothing or an empty line stands before it. */
    Lines gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** All lines, without an end of line after the last. */
    String text() {
        return String.join("\n", lines).stripTrailing();
    }
}
