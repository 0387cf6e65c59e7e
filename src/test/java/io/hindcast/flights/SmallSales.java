package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.ledger.Entry;
import io.hindcast.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * A warehouse of ten days with one sale of 10 on each: their sums by day, and the sums of three days.
 *
 * @param base a folder with the declarations and the tables
 */
record SmallSales(Path base) {

    private static final String WAREHOUSE = """
            warehouse: sales
            root: ../tables
            sources:
              sales:
                partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
                stage:
                  files: data/*.csv
                  format: csv
                  options: {header: "true"}
                  columns: {sold: date, id: int, amount: string}
                  ds: sold
            defaults: {parallel: 2, retry: {stop: {attempts: 2}, wait: {fixed: 10ms}}}
            """;

    private static final String DAILY = """
            /*---
            asset: daily
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            ---*/
            WITH latest AS (
              SELECT ds, id, max(struct(_loaded_at, _file, amount)).amount AS amount FROM sales GROUP BY ds, id)
            SELECT ds, sum(CAST(amount AS BIGINT)) AS amount FROM latest WHERE amount <> 'void' GROUP BY ds
            """;

    private static final String SUM3 = """
            /*---
            asset: sum3
            partition: {day: ds, from: 2026-01-01, until: 2026-01-10}
            inputs: {daily: {window: {before: 2}}}
            ---*/
            SELECT p.ds, sum(d.amount) AS amount
            FROM partitions p JOIN daily d ON d.ds > p.ds - INTERVAL 3 DAYS AND d.ds <= p.ds
            GROUP BY p.ds
            """;

    /** Declared and landed, and nothing built. */
    static SmallSales declared(Path base) {
        TestSession.get();
        SmallSales sales = new SmallSales(base);
        List<String> lines = new ArrayList<>();
        FlightsWorld.days("2026-01-01", "2026-01-10").forEach(day -> lines.add(day + ",1,10"));
        sales.write("warehouse.yaml", WAREHOUSE);
        sales.write("daily.sql", DAILY);
        sales.write("sum3.sql", SUM3);
        sales.land("first", lines.toArray(String[]::new));
        return sales;
    }

    /** Declared, landed and built. The building is done once; what comes out is a copy. */
    static SmallSales built(Path base) {
        TestSession.get();
        return Built.SALES.copiedTo(base);
    }

    private static final class Built {

        static final SmallSales SALES = new SmallSales(
                Shared.folder("small-sales", base -> declared(base).expect(0, "run")));
    }

    /** Sales in whole numbers, from the first day of the year; nothing has landed, and nothing is built from them yet. */
    static SmallSales ofNumbers(Path base, String until) {
        TestSession.get();
        SmallSales sales = new SmallSales(base);
        sales.write(
                "warehouse.yaml", WAREHOUSE.replace("2026-01-10", until).replace("amount: string", "amount: bigint"));
        return sales;
    }

    /** With all its tables and its history, in another place. */
    SmallSales copiedTo(Path place) {
        FlightsWorld.copy(base, place);
        return new SmallSales(place);
    }

    Path folder() {
        return base.resolve("sales");
    }

    /** A declaration in the folder. */
    void write(String file, String text) {
        try {
            Path path = folder().resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a declaration says. */
    String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A landing file with sales: day, number, amount. */
    void land(String name, String... lines) {
        write("data/" + name + ".csv", "sold,id,amount\n" + String.join("\n", lines) + "\n");
    }

    /** Ends with the code that it must end with. */
    CommandLine.Ended expect(int exit, String verb, String... more) {
        return expect(exit, folder().toString(), verb, List.of(more));
    }

    static CommandLine.Ended expect(int exit, String folder, String verb, List<String> more) {
        List<String> words = new ArrayList<>(List.of(verb, folder));
        words.addAll(more);
        CommandLine.Ended ended = CommandLine.run(words);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(exit);
        return ended;
    }

    TableFiles files(String asset) {
        return TableFiles.of(base.resolve("tables").resolve(asset));
    }

    SortedSet<String> changedSince(TableFiles before, String asset) {
        return files(asset).changedSince(before);
    }

    /** Day to amount. */
    Map<String, String> amounts(String asset) {
        Map<String, String> amounts = new TreeMap<>();
        TestSession.get()
                .read()
                .format("delta")
                .load(base.resolve("tables").resolve(asset).toString())
                .collectAsList()
                .forEach(row -> amounts.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        return amounts;
    }

    List<Entry> ledger() {
        return new DeltaLedger(new Configuration(), base.resolve("tables").toString()).entries();
    }
}
