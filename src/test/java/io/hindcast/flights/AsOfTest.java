package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs that are read as they were: a register that is loaded again and again, and rates of some years. Years of the past
 * were over before anything was loaded; those to come are not.
 */
@Tag("once")
@Tag("spark")
class AsOfTest {

    private static final String WAREHOUSE = """
            warehouse: towns
            root: ../tables
            sources:
              sales:
                partition: {year: y, from: 2013, until: 2100}
                stage: {files: sales/*.csv, format: csv, options: {header: "false"}, columns: {sold: date, shop: string, amount: bigint}, y: "trunc(sold, 'YEAR')"}
              rates:
                partition: {year: y, from: 2000, until: 2100}
                stage: {files: rates/*.csv, format: csv, options: {header: "false"}, columns: {since: date, rate: bigint}, y: "trunc(since, 'YEAR')"}
              shops:
                stage: {files: shops/*.csv, format: csv, options: {header: "false"}, columns: {shop: string, town: string}}
            """;

    private static final String BY_TOWN = """
            /*---
            asset: by_town
            partition: {year: y, from: 2013, until: 2100}
            inputs: {shops: {%s}}
            ---*/
            WITH known AS (SELECT %s shop, max(struct(_loaded_at, town)).town AS town FROM shops GROUP BY ALL)
            SELECT s.y, k.town, sum(s.amount) AS amount
            FROM sales s JOIN known k ON %s k.shop = s.shop
            GROUP BY s.y, k.town
            """;

    private static final String BY_RATE = """
            /*---
            asset: by_rate
            partition: {year: y, from: 2013, until: 2100}
            inputs: {rates: {as_of: partition}}
            ---*/
            SELECT s.y, sum(s.amount * r.rate) AS amount FROM sales s JOIN rates r ON r.y = s.y GROUP BY s.y
            """;

    @TempDir
    Path base;

    private SmallSales world;

    @BeforeEach
    void declared() {
        world = new SmallSales(base);
        TestSession.get();
        world.write("warehouse.yaml", WAREHOUSE);
        world.write("sales/1.csv", "2013-05-01,a,10\n2014-05-01,a,20\n2100-05-01,a,30\n");
        world.write("rates/1.csv", "2012-01-01,1\n2050-01-01,5\n");
        world.write("shops/1.csv", "a,Newark\n");
    }

    private static String sql(String declaration, String column, String join) {
        return BY_TOWN.formatted(declaration, column, join);
    }

    private JsonNode json(int exit, String verb, String... words) throws Exception {
        List<String> more = new ArrayList<>(List.of(words));
        more.add("--json");
        return new ObjectMapper()
                .readTree(world.expect(exit, verb, more.toArray(String[]::new)).out());
    }

    private Map<String, String> rows(String asset) {
        Map<String, String> rows = new TreeMap<>();
        TestSession.get()
                .read()
                .format("delta")
                .load(base.resolve("tables").resolve(asset).toString())
                .collectAsList()
                .forEach(row -> rows.put(
                        row.get(0).toString().substring(0, 4), row.mkString(" ").substring(11)));
        return rows;
    }

    private static String step(JsonNode plan, String asset) {
        for (JsonNode step : plan.path("steps")) {
            if (step.path("asset").asText().equals(asset)) {
                return step.path("partitions").asText();
            }
        }
        return "";
    }

    @Test
    void eachPartitionReadsWhatWasThereWhenItWasOverAndOnlyThoseAreStaleThatSeeWhatCame() throws Exception {
        world.write("by_town.sql", sql("as_of: partition", "y,", "k.y = s.y AND"));
        world.write("by_rate.sql", BY_RATE);
        world.expect(0, "run");
        assertThat(rows("by_town"))
                .as("the first load is there from the beginning")
                .isEqualTo(Map.of("2013", "Newark 10", "2014", "Newark 20", "2100", "Newark 30"));
        assertThat(rows("by_rate")).isEqualTo(Map.of("2013", "10", "2014", "20", "2100", "150"));

        world.write("shops/2.csv", "a,Boston\n");
        world.write("rates/2.csv", "2014-01-01,3\n");
        world.expect(0, "stage");
        int year = LocalDate.now(ZoneOffset.UTC).getYear();
        JsonNode plan = json(0, "plan");
        assertThat(step(plan, "by_town")).isEqualTo(year + "..2100");
        assertThat(step(plan, "by_rate")).isEqualTo("2014..2049");
        assertThat(world.expect(0, "why", "by_town@2100").out()).contains("stale", "version 2 changed");
        assertThat(world.expect(0, "why", "by_town@2013").out())
                .contains("fresh", "what was loaded by the end of the year");
        world.expect(0, "run");
        assertThat(rows("by_town")).isEqualTo(Map.of("2013", "Newark 10", "2014", "Newark 20", "2100", "Boston 30"));
        assertThat(rows("by_rate")).isEqualTo(Map.of("2013", "10", "2014", "60", "2100", "150"));
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");

        JsonNode verified = json(0, "verify", "--all");
        assertThat(verified.path("different").asInt()).isZero();
        assertThat(verified.path("untold").asInt()).isZero();
        assertThat(json(0, "verify", "--all", "--from-scratch")
                        .path("different")
                        .asInt())
                .isZero();
        assertThat(world.expect(0, "try", "by_town@2100").out()).contains("Boston");

        world.write("tests/by_town.yaml", """
                asset: by_town
                tests:
                  a shop that moved:
                    partitions: 2014..2015
                    given:
                      sales:
                        - {y: 2014-01-01, shop: b, amount: 1}
                        - {y: 2015-01-01, shop: b, amount: 2}
                      shops:
                        - {shop: b, town: Here, _loaded_at: 2014-03-01T00:00:00Z}
                        - {shop: b, town: There, _loaded_at: 2015-03-01T00:00:00Z}
                    expect:
                      - {y: 2014-01-01, town: Here, amount: 1}
                      - {y: 2015-01-01, town: There, amount: 2}
                """);
        world.expect(0, "test");
    }

    @Test
    void aJobInJavaIsShownTheSame() throws Exception {
        world.write("warehouse.yaml", WAREHOUSE + "jars: [shown.jar]\n");
        UserJar.write(world.folder().resolve("shown.jar"), ShownJob.class);
        world.write("shown.yaml", """
                asset: shown
                partition: {year: y, from: 2013, until: 2100}
                class: io.hindcast.flights.ShownJob
                inputs: {sales: {}, rates: {as_of: partition}, shops: {as_of: partition}}
                columns: {y: date, town: string, amount: bigint}
                """);
        world.expect(0, "run");
        assertThat(rows("shown")).isEqualTo(Map.of("2013", "Newark 10", "2014", "Newark 20", "2100", "Newark 150"));

        world.write("shops/2.csv", "a,Boston\n");
        world.write("rates/2.csv", "2014-01-01,3\n");
        world.expect(0, "run");
        assertThat(rows("shown")).isEqualTo(Map.of("2013", "Newark 10", "2014", "Newark 60", "2100", "Boston 150"));
        assertThat(world.expect(0, "run").out()).startsWith("nothing to do");
    }

    @Test
    void whatIsIgnoredIsToldByStatusPlanWhyAndVerifyAndFromScratchItDiffers() throws Exception {
        world.write("by_town.sql", sql("changes: ignore", "", ""));
        world.expect(0, "run");
        world.write("shops/2.csv", "a,Boston\n");
        world.expect(0, "run");
        assertThat(rows("by_town")).isEqualTo(Map.of("2013", "Newark 10", "2014", "Newark 20", "2100", "Newark 30"));
        String told = "changes of shops since version 2 are ignored: built from version 1, now it is version 2";
        assertThat(world.expect(0, "status").out().replaceAll("\\s+", " ")).contains("ignoring 88", told);
        assertThat(world.expect(0, "plan").out().replaceAll("\\s+", " ")).contains("(88 partitions): " + told);
        assertThat(world.expect(0, "why", "by_town@2013").out().replaceAll("\\s+", " "))
                .contains("but for changes of shops since version 2, which its declaration ignores");
        JsonNode ignored = json(0, "status").path("ignored").path(0);
        assertThat(ignored.path("asset").asText()).isEqualTo("by_town");
        assertThat(ignored.path("since").asLong()).isEqualTo(2);
        assertThat(ignored.path("partitions").asText()).isEqualTo("2013..2100");
        JsonNode verified = json(0, "verify", "--all");
        assertThat(verified.path("different").asInt()).isZero();
        assertThat(verified.path("ignored").path(0).path("count").asInt()).isEqualTo(88);
        JsonNode anew = json(3, "verify", "--all", "--from-scratch");
        assertThat(anew.path("different").asInt()).isEqualTo(3);
        assertThat(anew.path("ignored").path(0).path("input").asText()).isEqualTo("shops");
    }

    @Test
    void thePlanAdvisesWhatWouldSpareItsWork() throws Exception {
        world.write("by_town.sql", sql("all: true", "", ""));
        world.expect(0, "run");
        world.write("shops/2.csv", "a,Boston\n");
        world.expect(0, "stage");
        int left = LocalDate.now(ZoneOffset.UTC).getYear() - 2013;
        assertThat(world.expect(0, "plan").out().replaceAll("\\s+", " "))
                .contains(
                        "advice: shops (read whole) causes 88 of 88 partitions; `changes: ignore` would leave 88 of them, "
                                + "or `as_of: partition` would leave " + left
                                + " of them alone, declared on by_town.shops");
    }
}
