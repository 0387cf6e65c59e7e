package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.config.WarehouseFolder;
import io.hindcast.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to the files of a warehouse names the keys that are read, and writes them so that they are read. */
class DeclaredKeysTest {

    private static final Guide GUIDE = Guide.of("warehouse.md");
    private static final String KEY_OF = "key of ";
    private static final String UNKNOWN = "zzzz: 1";
    private static final Pattern KNOWN = Pattern.compile("(.*) takes the keys (.*)");

    /** Each remark stands last in a mapping, where another key of it can take its place. */
    private static final Map<String, String> FILES = Map.of("warehouse.yaml", """
            sources:
              orders:
                partition: {day: ds, from: 2026-01-01}
                stage:
                  files: landing/*.csv
                  format: csv
                  columns: {ordered: date}
                  ds: ordered
                  # key of stage
              shops:
                partition: {day: ds, from: 2026-01-01}
                # key of a source
            defaults:
              parallel: 2
              # key of defaults
            pools: {crm: 2}
            warehouse: shop
            root: out
            # key of warehouse.yaml
            """, "daily_sales.yaml", """
            asset: daily_sales
            class: com.example.DailySales
            columns: {ds: date}
            checks:
              rows: "> 0"
              # key of checks
            inputs:
              orders:
                require: true
                # key of an input
              self:
                before: 1
                # key of self
            partition:
              day: ds
              from: 2026-01-01
              keys: {shop: [Rome, Oslo]}
              # key of partition
            # key of an asset
            """);

    @TempDir
    Path folder;

    @BeforeEach
    void makeJar() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/my-jobs.jar"), "");
    }

    @Test
    void theGuideNamesTheKeysThatAreKnownAndNoOthers() throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().replaceAll("# key of .*", UNKNOWN));
        }
        SortedMap<String, SortedSet<String>> known = new TreeMap<>();
        for (Problem problem : problems()) {
            Matcher keys = KNOWN.matcher(problem.why());
            assertThat(keys.matches()).as(problem.toString()).isTrue();
            known.put(
                    keys.group(1).replace("the input orders", "an input"),
                    new TreeSet<>(Arrays.asList(keys.group(2).split(", "))));
        }

        SortedMap<String, SortedSet<String>> named = new TreeMap<>();
        for (Guide.Row row : rows()) {
            named.computeIfAbsent(row.head().substring(KEY_OF.length()), owner -> new TreeSet<>())
                    .addAll(row.code(0));
        }
        assertThat(named).isEqualTo(known);
    }

    @Test
    void everyExampleIsRead() throws IOException {
        for (Guide.Row row : rows()) {
            for (String example : row.code(2)) {
                boolean isWhole = example.startsWith("partition:");
                String mark = isWhole && row.head().equals("key of partition") ? "key of an asset" : row.head();
                for (Map.Entry<String, String> file : FILES.entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), with(example, mark, file.getValue()));
                }
                assertThat(problems()).as(row.toString()).isEmpty();
            }
        }
    }

    private static List<Guide.Row> rows() {
        return GUIDE.rows().stream()
                .filter(row -> row.head().startsWith(KEY_OF))
                .toList();
    }

    private List<Problem> problems() {
        return WarehouseFolder.read(folder, Map.of()).problems();
    }

    /** The file with an example in place of a mark, and without what the same mapping said under that key. */
    private static String with(String example, String mark, String file) {
        List<String> lines = new ArrayList<>(file.lines().toList());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("# " + mark)) {
                String margin = " ".repeat(lines.get(i).indexOf('#'));
                lines.set(i, margin + example);
                drop(margin + example.substring(0, example.indexOf(':') + 1), i, lines);
                break;
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** Drops what begins so above a line, with all that is deeper, unless another mapping begins between them. */
    private static void drop(String begin, int line, List<String> lines) {
        int depth = depth(begin);
        for (int i = line - 1; i >= 0 && depth(lines.get(i)) >= depth; i--) {
            if (lines.get(i).startsWith(begin)) {
                lines.remove(i);
                while (depth(lines.get(i)) > depth) {
                    lines.remove(i);
                }
                return;
            }
        }
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }
}
