package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person agreed to overwrite, and what came while that person thought. */
@Tag("once")
@Tag("spark")
class ConsentTest {

    @TempDir
    Path base;

    @Test
    void whatOthersWroteSinceThePersonWasAskedIsLeftAlone() {
        Brownfield field = Brownfield.staged(base);
        field.madeByOthers("(DATE'2026-01-02', 8, 80)");
        List<String> words = List.of(
                "run",
                field.sales().folder().toString(),
                "--select",
                "daily@2026-01-02..2026-01-04",
                "--force",
                "--no-downstream");

        CommandLine.Ended ended = CommandLine.run(words, () -> {
            field.insert("(ds, amount, n)", "(DATE'2026-01-03', 7, 70)");
            return "y";
        });

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.err())
                .contains("1 partition of daily that someone else wrote will be overwritten")
                .contains("left alone: daily 2026-01-03, which someone else wrote since this run was asked for");
        assertThat(field.rows()).isEqualTo(Map.of("2026-01-02", "10 1", "2026-01-03", "7 70", "2026-01-04", "10 1"));
    }
}
