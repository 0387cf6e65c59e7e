package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.PurityRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class CheckPurityTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouse() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), """
                warehouse: shop
                root: tables
                sources:
                  sales: {partition: {day: ds, from: 2026-01-01}, path: sales, columns: {ds: date, shop: string, price: double}}
                """);
    }

    private void asset(String name, String key, String select) throws IOException {
        Files.writeString(
                folder.resolve(name + ".sql"),
                "/*---\nasset: " + name + "\npartition: {day: ds, from: 2026-01-01}\n" + key + "---*/\n" + select
                        + "\n");
    }

    private CommandLine.Ended command(String verb, String... options) {
        return CommandLine.run(
                java.util.stream.Stream.concat(List.of(verb, folder.toString()).stream(), List.of(options).stream())
                        .toList());
    }

    @Test
    void aWarningIsShownByCheckAndCountedByPlan() throws IOException {
        asset("totals", "", "SELECT ds,\n  sum(price) AS total\nFROM sales GROUP BY ds");

        CommandLine.Ended checked = command("check");
        assertThat(checked.exit()).as(checked.said()).isZero();
        assertThat(checked.out())
                .contains("  warning: ", "totals.sql:6:3: sum(price) is not exact [HC-197]")
                .contains("sum(CAST(x AS DECIMAL(18, 4)))", "1 asset, no problems, 1 warning");
        CommandLine.Ended planned = command("plan");
        assertThat(planned.exit()).as(planned.said()).isZero();
        assertThat(planned.err()).contains("purity: 1 warning in 1 job, shown by: hindcast check");
    }

    @Test
    void whatIsAllowedIsShownWithItsReason() throws IOException {
        asset(
                "totals",
                "allows: {floating_sum: \"whole cents\"}\n",
                "SELECT ds, sum(price) AS total FROM sales GROUP BY ds");

        assertThat(command("check").out())
                .contains("allowed: ", "sum(price), floating_sum: whole cents", "1 asset, no problems\n")
                .doesNotContain("warning");
        assertThat(command("check", "--json").out())
                .contains("\"rule\":\"floating_sum\",\"severity\":\"warning\",\"code\":\"HC-197\"")
                .contains("\"line\":6,\"column\":12", "\"allowed\":\"whole cents\"");
        assertThat(command("plan").err()).doesNotContain("purity");
    }

    @Test
    void anAllowanceThatAllowsNothingIsTold() throws IOException {
        asset("totals", "allows:\n  random: \"it was drawn once\"\n", "SELECT ds, shop FROM sales");

        assertThat(command("check").out())
                .contains("totals.sql:5: the allowance of random allows nothing [HC-100]", "1 warning");
    }

    @Test
    void anErrorStopsBeforeAnythingRuns() throws IOException {
        asset("totals", "", "SELECT ds, shop, uuid() AS id FROM sales");
        asset("other", "", "SELECT ds, shop, now() AS at FROM totals");

        for (String verb : List.of("check", "plan", "run")) {
            CommandLine.Ended ended = command(verb);
            assertThat(ended.exit()).as(ended.said()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("totals.sql:5:18: uuid() does not follow from the inputs [HC-188]")
                    .contains("other.sql:5:18: now() does not follow from the inputs [HC-188]");
        }
        assertThat(folder.resolve("tables")).doesNotExist();
        assertThat(command("check", "--json").out()).contains("\"line\":5,\"column\":18");
    }

    @Test
    void aKeyThatAnInputDeclaresMakesAnOrderTotal() throws IOException {
        String ranked = "SELECT ds, shop, row_number() OVER (PARTITION BY ds ORDER BY shop) AS n, m FROM shops";
        asset("ranked", "", ranked);
        asset("shops", "", "SELECT ds, shop, max(price) AS m FROM sales GROUP BY ds, shop");
        assertThat(command("check").out()).contains("no problems, 1 warning");

        asset("shops", "checks: {unique: [shop]}\n", "SELECT ds, shop, max(price) AS m FROM sales GROUP BY ds, shop");
        assertThat(command("check").out()).contains("no problems\n");
    }

    @Test
    void theGuideNamesEveryRuleWithItsSeverity() throws IOException {
        String guide =
                Files.readString(Path.of(System.getProperty("hindcast.home", "."), "src/site/markdown/write-a-job.md"));

        assertThat(PurityRule.values())
                .allSatisfy(rule -> assertThat(guide)
                        .contains("| `" + rule.word() + "` | " + rule.severity().word() + " |"));
    }
}
