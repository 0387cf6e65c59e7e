package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Small sales that are staged, and nothing is built: where its tables are to be, others may have made some.
 *
 * @param sales the warehouse
 */
record Brownfield(SmallSales sales) {

    /** Sums by day, of two columns of one type, so that a shift between them would not show in the types. */
    private static final String DAILY = """
            /*---
            asset: daily
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            ---*/
            SELECT ds, sum(CAST(amount AS BIGINT)) AS amount, count(*) AS n FROM sales GROUP BY ds
            """;

    /** Staged once; tests copy it. */
    static Brownfield staged(Path base) {
        SmallSales sales = SmallSales.declared(base);
        sales.write("daily.sql", DAILY);
        sales.expect(0, "stage");
        return new Brownfield(sales);
    }

    Brownfield copiedTo(Path place) {
        return new Brownfield(sales.copiedTo(place));
    }

    SparkSession spark() {
        return TestSession.get();
    }

    /** Where the table of an asset is. */
    String path(String asset) {
        return sales.base().resolve("tables").resolve(asset).toString();
    }

    /** The table as SQL names it. */
    String table(String asset) {
        return "delta.`" + path(asset) + "`";
    }

    /** The usual table of daily sums as someone else would make it, with these rows: day, amount, n. */
    void madeByOthers(String... values) {
        create("(ds DATE, amount BIGINT, n BIGINT) USING delta PARTITIONED BY (ds)");
        insert("(ds, amount, n)", values);
    }

    void create(String definition) {
        spark().sql("CREATE TABLE " + table("daily") + " " + definition);
    }

    void insert(String columns, String... values) {
        spark().sql("INSERT INTO " + table("daily") + " " + columns + " VALUES " + String.join(", ", values));
    }

    CommandLine.Ended expect(int exit, String verb, String... more) {
        return sales.expect(exit, verb, more);
    }

    JsonNode json(int exit, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--json");
        try {
            return new ObjectMapper()
                    .readTree(expect(exit, verb, words.toArray(String[]::new)).out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Standing to partitions of an asset. */
    Map<String, String> status(String asset) {
        Map<String, String> standings = new TreeMap<>();
        json(0, "status")
                .path("assets")
                .path(asset)
                .properties()
                .forEach(standing ->
                        standings.put(standing.getKey(), standing.getValue().asText()));
        return standings;
    }

    /** Day to amount and n, by name; a day that is there twice fails. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (Row row : spark().read()
                .format("delta")
                .load(path("daily"))
                .select("ds", "amount", "n")
                .collectAsList()) {
            assertThat(rows.put(String.valueOf(row.get(0)), row.get(1) + " " + row.get(2)))
                    .as("rows of " + row.get(0))
                    .isNull();
        }
        return rows;
    }

    TableFiles files() {
        return sales.files("daily");
    }
}
