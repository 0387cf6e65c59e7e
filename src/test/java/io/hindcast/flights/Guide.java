package io.hindcast.flights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the guides: its blocks of code and its tables. */
record Guide(String name, List<String> lines) {

    /** What begins a command. */
    static final String HINDCAST = "scripts/hindcast ";

    /** Blocks of commands that are run. */
    static final String SHELL = "sh";

    private static final Path FOLDER = FlightsWorld.JOBS.resolve("../../src/site/markdown");
    private static final String FENCE = "```";
    private static final String INDENTED = "    ";
    private static final Pattern NOT_RUN = Pattern.compile(".* # not run: \\S.*");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LINK = Pattern.compile("]\\(([a-z-]+\\.md(?:#[^)]*)?|#[^)]*)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A block of code.
     *
     * @param language what stands behind the fence; empty for one without, and for an indented one
     */
    record Block(String language, List<Line> lines) {}

    /** A line with its number in the guide. */
    record Line(int number, String text) {

        boolean isCommand() {
            return text.startsWith(HINDCAST);
        }

        /** A command that no test runs, and says why. */
        boolean isNotRun() {
            return NOT_RUN.matcher(text).matches();
        }
    }

    static Guide of(String name) {
        try {
            return new Guide(name, Files.readAllLines(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Guide> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".md"))
                    .sorted()
                    .map(Guide::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks that are run. */
    List<Block> shell() {
        return blocks().stream().filter(block -> block.language().equals(SHELL)).toList();
    }

    /** All blocks: fenced ones, and each indented line as one of its own. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        boolean isFenced = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (text.startsWith(FENCE)) {
                isFenced = !isFenced;
                if (isFenced) {
                    blocks.add(new Block(text.substring(FENCE.length()).strip(), new ArrayList<>()));
                }
            } else if (isFenced) {
                blocks.get(blocks.size() - 1).lines().add(new Line(i + 1, text));
            } else if (text.startsWith(INDENTED)) {
                blocks.add(new Block("", List.of(new Line(i + 1, text.strip()))));
            }
        }
        return blocks;
    }

    /**
     * A row of a table.
     *
     * @param head of its first column
     */
    record Row(String head, List<String> cells) {

        /** What is in a cell in the letters of code. */
        List<String> code(int cell) {
            return CODE.matcher(cells.get(cell))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        @Override
        public String toString() {
            return head + ": " + String.join(" | ", cells);
        }
    }

    /** The rows of all tables, without their heads. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("|")) {
                table.add(line);
                if (table.size() > 2) {
                    rows.add(new Row(cells(table.get(0)).get(0), cells(line)));
                }
            } else {
                table.clear();
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return CELL.splitAsStream(inner)
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    /** What the first column of a table names, where all tables with a certain head are meant. */
    List<String> named(String head) {
        return rows().stream()
                .filter(row -> row.head().equals(head))
                .flatMap(row -> row.code(0).stream())
                .toList();
    }

    /** Where its links lead within the guides: a file, a heading, or both. */
    List<String> links() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    /** Its headings as links name them. */
    List<String> anchors() {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }

    /** Whether it needs the flights. */
    boolean isOnFlights() {
        return shell().stream()
                .flatMap(block -> block.lines().stream())
                .anyMatch(line -> line.text().contains("jobs/flights"));
    }

    /** Whether there is something to run. */
    boolean hasCommands() {
        return shell().stream().flatMap(block -> block.lines().stream()).anyMatch(Line::isCommand);
    }

    @Override
    public String toString() {
        return name;
    }
}
