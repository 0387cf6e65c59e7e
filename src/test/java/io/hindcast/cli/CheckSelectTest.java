package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of some assets in a warehouse with others that are wrong. */
@Tag("spark")
class CheckSelectTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouseOfWhichAPartIsRight() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), """
                warehouse: shop
                root: tables
                sources:
                  sales: {partition: {day: ds, from: 2026-01-01}, path: sales, columns: {ds: date, shop: string, n: int}}
                """);
        asset("good", "tags: [nightly]", "SELECT ds, shop, n FROM sales");
        asset("better", "", "SELECT ds, shop, n + 1 AS n FROM good");
        asset("wrong", "", "SELECT ds, shoop FROM sales");
        asset("worse", "", "SELECT ds, shoop FROM wrong");
        asset("typo", "retian: 3d", "SELECT ds, shop FROM sales");
        asset("below", "", "SELECT ds, shop FROM typo");
    }

    private void asset(String name, String key, String select) throws IOException {
        Files.writeString(
                folder.resolve(name + ".sql"),
                "/*---\nasset: " + name + "\npartition: {day: ds, from: 2026-01-01}\n" + key + "\n---*/\n" + select
                        + "\n");
    }

    private CommandLine.Ended check(String... select) {
        List<String> words = new ArrayList<>(List.of("check", folder.toString()));
        for (String terms : select) {
            words.addAll(List.of("--select", terms));
        }
        return CommandLine.run(words);
    }

    @Test
    void withoutSelectionAllProblemsAreTold() {
        CommandLine.Ended ended = check();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("wrong.sql", "unknown key retian");
    }

    @Test
    void theSelectedAndWhatTheyReadAreCheckedAndNoOthers() {
        CommandLine.Ended ended = check("better");

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out())
                .contains("good <- sales", "better <- good", "shop: 1 source and 2 assets, no problems")
                .doesNotContain("wrong", "typo");
        assertThat(check("tag:nightly").out()).contains("1 source and 1 asset, no problems");
    }

    @Test
    void theProblemsOfTheSelectedAreTold() {
        assertThat(check("wrong").err()).contains("wrong.sql").doesNotContain("retian");
        assertThat(check("worse").err()).contains("wrong.sql").doesNotContain("retian");
        assertThat(check("typo").err()).contains("unknown key retian").doesNotContain("shoop");
        assertThat(check("below").err()).contains("unknown key retian").doesNotContain("shoop");
    }

    @Test
    void aWordThatNamesNothingIsAProblem() {
        assertThat(check("beter").err()).contains("--select 'beter' names nothing", "did you mean 'better'?");
        assertThat(check("2026-01-05").err())
                .contains("partitions stand behind their asset: below@2026-01-05; or write --partitions 2026-01-05");
        assertThat(check("better@2026-01-01").exit()).isEqualTo(2);
    }
}
