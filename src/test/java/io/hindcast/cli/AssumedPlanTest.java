package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan --assume} says, of a warehouse in which no table exists. */
@Tag("spark")
class AssumedPlanTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouseThatWasNeverBuilt() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), """
                warehouse: shop
                root: tables
                sources:
                  sales:
                    partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
                    path: sales
                    columns: {ds: date, shop: string, n: int}
                """);
        asset("daily", "SELECT ds, shop, n FROM sales");
        asset("more", "SELECT ds, shop, n + 1 AS n FROM daily");
    }

    private void asset(String name, String select) throws IOException {
        Files.writeString(
                folder.resolve(name + ".sql"),
                "/*---\nasset: " + name + "\npartition: {day: ds, from: 2026-01-01, until: 2026-01-10}\n---*/\n"
                        + select + "\n");
    }

    private CommandLine.Ended plan(String... options) {
        List<String> words = new ArrayList<>(List.of("plan", folder.toString(), "--now", "2026-02-01T00:00:00Z"));
        words.addAll(List.of(options));
        return CommandLine.run(words);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thePlanSaysFirstThatItIsAnAssumption() {
        CommandLine.Ended ended = plan("--assume", "fresh", "--assume", "data:sales@2026-01-03");

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out())
                .startsWith("an assumption, neither saved nor to be applied: if everything were built by today's code"
                        + " from today's staging, and rows came into sales 2026-01-03\n")
                .contains("daily", "more", "2026-01-03")
                .doesNotContain("2026-01-02", "2026-01-04", "hindcast apply");
    }

    @Test
    void theJsonDocumentHoldsWhatWasAssumedAsItWasTyped() throws IOException {
        CommandLine.Ended ended = plan("--json", "--assume", "fresh", "--assume", "code:daily");

        JsonNode document = new ObjectMapper().readTree(ended.out());
        assertThat(document.path("assumed")).hasToString("[\"fresh\",\"code:daily\"]");
        assertThat(document.path("steps").findValuesAsText("asset")).contains("daily", "more");
    }

    @Test
    void whereAllIsFreshThereIsNothingToDo() {
        CommandLine.Ended ended = plan("--assume", "fresh");

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.out()).contains("nothing to do");
    }

    @Test
    void nothingIsCreated() throws IOException {
        List<String> before = files();

        plan("--assume", "fresh", "--assume", "data:sales");

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void anAssumptionIsNeitherSavedNorLetsTablesBeginAnew() throws IOException {
        List<String> before = files();

        CommandLine.Ended saved =
                plan("--assume", "fresh", "--out", folder.resolve("plan.json").toString());
        CommandLine.Ended anew = plan("--assume", "fresh", "--reset", "daily");

        assertThat(saved.exit()).isEqualTo(2);
        assertThat(saved.err()).contains("an assumption is looked at, not saved or applied");
        assertThat(anew.exit()).isEqualTo(2);
        assertThat(anew.err()).contains("an assumption lets no table begin anew");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatTheWarehouseDoesNotHaveCannotBeAssumed() {
        assertThat(plan("--assume", "code:dayly").err()).contains("names no asset", "daily");
        assertThat(plan("--assume", "data:sale").err()).contains("names no source", "sales");
        assertThat(plan("--assume", "data:sales@2027-01-01").exit()).isEqualTo(2);
        assertThat(plan("--assume", "code:daily", "--assume", "fresh").err()).contains("fresh does not come first");
    }
}
