package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake gives the one problem that is expected, on its line, and nothing that merely follows from it. */
class WrongDeclarationsTest {

    private static final String GOOD_WAREHOUSE = "warehouse: w\nroot: ../out\nsources:\n  s: {columns: {a: int}}\n";

    @TempDir
    Path folder;

    /** A file, what is wrong with it, and the problem that says so. */
    private record Mistake(String file, String text, int line, String code, String said) {
        @Override
        public String toString() {
            return code + " " + text.replace("\n", "⏎");
        }
    }

    private static Mistake header(int line, String code, String said, String header) {
        return new Mistake("a.sql", "/*---\nasset: a\n" + header + "\n---*/\nSELECT 1 AS x", line, code, said);
    }

    private static Mistake head(int line, String code, String said, String more) {
        return new Mistake("warehouse.yaml", GOOD_WAREHOUSE + more, line, code, said);
    }

    private static Mistake file(String file, String text, int line, String code, String said) {
        return new Mistake(file, text, line, code, said);
    }

    static Stream<Mistake> mistakesOfForm() {
        return Stream.of(
                file("a.sql", "SELECT 1", 1, "HC-116", "begin the file with /*---"),
                file("a.sql", "\n/*---\nasset: a\nSELECT 1", 2, "HC-117", "write ---*/"),
                file("a.sql", "/*---\nasset: a\n---*/\n -- nothing\n", 3, "HC-118", "write one SELECT"),
                file("a.sql", "/*---\nasset: a\n---*/\nSELECT 1;\n\nSELECT 2", 6, "HC-140", "file of its own"),
                file("a.sql", "/*---\n---*/\nSELECT 1", 1, "HC-108", "asset: daily_sales"),
                file("a.yaml", "asset: a\nclass: A\nclass: B", 3, "HC-110", "a.yaml:2"),
                file("a.yaml", "asset: &x a\nclass: A", 1, "HC-106", "the anchor &x"),
                file("a.yaml", "asset: a\nclass: A\nsettings: {<<: {k: v}}", 3, "HC-106", "the merge key <<"),
                file("a.yaml", "asset: !!str a\nclass: A", 1, "HC-106", "the tag"),
                file("a.yaml", "asset: a\nclass: A\n---\nasset: b", 3, "HC-107", "second document"),
                file("a.yaml", "asset: a\nclass: A\ninputs: [s", 3, "HC-105", "not YAML"),
                file("a.yaml", "asset: a\n\tclass: A", 2, "HC-105", "not YAML"),
                file("a.yaml", "- asset", 1, "HC-113", "keys with values"),
                file("a.yaml", "asset: a\nclass: A\n? [k]\n: v", 3, "HC-113", "a key must be a word"),
                file(
                        "a.yaml",
                        "asset: a\nclass: A\ntags: " + "[".repeat(30) + "]".repeat(30),
                        3,
                        "HC-109",
                        "20 levels"),
                file("a.yaml", "asset: a\nclass: ${NOBODY_SET_THIS}", 2, "HC-115", "${NOBODY_SET_THIS:-default}"),
                header(3, "HC-115", "is not set", "partition: {day: ds, from: \"${UNSET_DAY}\"}"),
                file("a.yaml", "asset: a\nclass: ${1 2}", 2, "HC-114", "write ${NAME}"),
                file("a.yml", "asset: a", 0, "HC-119", "rename it to a.yaml"),
                file("a.yaml", "asset: a", 1, "HC-112", "class: com.example.MyJob"));
    }

    static Stream<Mistake> mistakesOfHeaders() {
        return Stream.of(
                header(3, "HC-111", "did you mean inputs?", "imputs: {s: }"),
                header(3, "HC-113", "it has no value", "retain:"),
                header(3, "HC-128", "retain: 400d", "retain: 400 days"),
                header(3, "HC-113", "keys with values", "partition: ds"),
                header(3, "HC-112", "the key from is missing", "partition: {day: ds}"),
                header(3, "HC-112", "the key day is missing", "partition: {}"),
                header(3, "HC-111", "did you mean until?", "partition: {day: ds, from: 2026-01-01, untill: 2026-02}"),
                header(3, "HC-123", "is no period: '2026-02-30'", "partition: {day: ds, from: 2026-02-30}"),
                header(3, "HC-123", "is no period", "partition: {day: ds, from: 2026-01-01..2026-01-02}"),
                header(3, "HC-124", "swap them", "partition: {day: ds, from: 2026-02, until: 2026-01}"),
                header(3, "HC-127", "here are day and month", "partition: {day: ds, month: m, from: 2026}"),
                header(3, "HC-125", "both written '201512'", "partition: {day: ds, from: 2026, format: yyyyMM}"),
                header(3, "HC-125", "format: yyyyMM", "partition: {month: m, from: 2026, format: bb}"),
                header(3, "HC-121", "another meaning", "partition: {day: key, from: 2026}"),
                header(3, "HC-126", "twice in partition", "partition: {day: d, from: 2026, keys: {D: [x]}}"),
                header(3, "HC-113", "a list with at least one", "partition: {keys: {k: []}}"),
                header(3, "HC-110", "the key x stands twice", "partition: {keys: {k: [x, x]}}"),
                header(3, "HC-113", "a source and its column", "partition: {keys: {k: {from: airports}}}"),
                header(3, "HC-129", "did you mean Europe/Berlin?", "zone: Europe/Berlim"),
                header(3, "HC-131", "window and lag", "inputs: {s: {window: {before: 1}, lag: 1}}"),
                header(3, "HC-132", "is empty", "inputs: {s: {window: {before: -2, after: 1}}}"),
                header(3, "HC-113", "from -1000000 to 1000000", "inputs: {s: {lag: 99999999999999999999}}"),
                header(3, "HC-113", "true or false", "inputs: {s: {require: yes}}"),
                header(3, "HC-139", "did you mean ignore?", "inputs: {s: {changes: ignor}}"),
                header(3, "HC-131", "changes and as_of", "inputs: {s: {changes: ignore, as_of: partition}}"),
                header(3, "HC-133", "self: {before: 1}", "inputs: {self: {before: 1, after: 0}}"),
                header(3, "HC-112", "the key before is missing", "inputs: {self: {chained: true}}"),
                header(3, "HC-130", "rows: \">= 1\"", "checks: {rows: 5}"),
                header(3, "HC-130", "within: 20", "checks: {same: {column: x, within: 20}}"),
                header(3, "HC-136", "leads out of the root", "path: ../elsewhere"),
                header(3, "HC-136", "belongs to Hindcast", "path: _hindcast/a"),
                header(3, "HC-134", "'strin' is not the type", "columns: {x: strin}"),
                header(3, "HC-138", "widen is not possible yet", "widen: true"));
    }

    static Stream<Mistake> mistakesOfWarehouses() {
        return Stream.of(
                head(5, "HC-113", "from 1 to 1024", "defaults: {parallel: 0}"),
                head(5, "HC-113", "a time in ms, s, m, h or d", "defaults: {retry: {wait: {fixed: 3}}}"),
                head(
                        5,
                        "HC-113",
                        "at least as long as from",
                        "defaults: {retry: {wait: {exponential: {from: 2s, to: 1s}}}}"),
                head(5, "HC-122", "the name S is taken", "  S: {columns: {a: int}}"),
                head(5, "HC-120", "cannot be the name of a source", "  my-source: {columns: {a: int}}"),
                head(5, "HC-121", "the relation of the partitions", "  partitions: {columns: {a: int}}"),
                head(
                        5,
                        "HC-135",
                        "has no column ds",
                        "  t: {partition: {day: ds, from: 2026}, stage: {files: x, format: csv, columns: {a: int}}}"),
                head(5, "HC-139", "did you mean csv?", "  t: {stage: {files: x, format: cvs, columns: {a: int}}}"),
                head(5, "HC-134", "timestamp can", "  t: {columns: {a: timestamp_ntz}}"),
                head(5, "HC-121", "begin with _", "  t: {columns: {_file: string}}"),
                head(
                        5,
                        "HC-137",
                        "is within, the place of s",
                        "  t: {path: ../out/staging/s/deeper, columns: {a: int}}".replace("is within", "is within")));
    }

    @ParameterizedTest
    @MethodSource({"mistakesOfForm", "mistakesOfHeaders", "mistakesOfWarehouses"})
    void aMistakeIsToldOnItsLineWithItsWayOut(Mistake mistake) throws IOException {
        Path warehouse = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(warehouse.resolve("warehouse.yaml"), GOOD_WAREHOUSE);
        Files.writeString(warehouse.resolve(mistake.file()), mistake.text());

        List<Problem> problems = WarehouseFolder.read(warehouse, Map.of()).problems();

        assertThat(problems).extracting(Problem::code).as("%s", problems).containsExactly(mistake.code());
        String file = warehouse.resolve(mistake.file()).toString();
        String place = mistake.line() == 0 ? file : file + ":" + mistake.line();
        assertThat(problems.get(0).place().orElseThrow().toString()).isEqualTo(place);
        assertThat(problems.get(0).toString()).contains(mistake.said());
    }

    @Test
    void bytesThatAreNoUtf8AreToldWithTheirLine() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), GOOD_WAREHOUSE);
        Files.write(folder.resolve("a.sql"), "/*---\nasset: caf\u00e9\n---*/".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("b.yaml"), "asset: b\nclass: B".getBytes(StandardCharsets.UTF_16LE));

        assertThat(WarehouseFolder.read(folder, Map.of()).problems())
                .extracting(p -> p.place().orElseThrow().toString(), Problem::code)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(folder.resolve("a.sql") + ":2", "HC-103"),
                        org.assertj.core.api.Assertions.tuple(folder.resolve("b.yaml") + ":1", "HC-104"));
    }

    @Test
    void aFolderWithoutAWarehouseFileIsTold() {
        assertThat(WarehouseFolder.read(folder.resolve("nowhere"), Map.of()).problems())
                .extracting(Problem::code, Problem::why)
                .containsExactly(org.assertj.core.api.Assertions.tuple("HC-101", "there is no such file"));
    }
}
