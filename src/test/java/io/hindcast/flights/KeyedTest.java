package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assets by key and by hour that simply group by their partition columns, over an input that is cut by days alone. */
@Tag("once")
@Tag("spark")
class KeyedTest {

    @TempDir
    Path base;

    private SmallSales keyed() {
        SmallSales sales = SmallSales.declared(base);
        sales.write("by_shop.sql", """
                /*---
                asset: by_shop
                partition: {day: ds, from: 2026-01-01, until: 2026-01-10, keys: {shop: ["1", "2", "3"]}}
                checks: {not_null: [amount]}
                ---*/
                SELECT ds, CAST(id AS STRING) AS shop, sum(TRY_CAST(amount AS BIGINT)) AS amount FROM sales GROUP BY ds, id
                """);
        return sales;
    }

    private List<String> shopsOf(String day) {
        return TestSession.get()
                .read()
                .format("delta")
                .load(base.resolve("tables/by_shop").toString())
                .where("ds = '" + day + "'")
                .orderBy("shop")
                .collectAsList()
                .stream()
                .map((Row row) -> row.getAs("shop") + "=" + row.getAs("amount"))
                .toList();
    }

    @Test
    void aBadRowCostsItsPartitionAlone() {
        SmallSales sales = keyed();
        sales.land("more", "2026-01-04,2,20", "2026-01-04,3,ten", "2026-01-05,3,30");

        String said = sales.expect(10, "run", "--select", "by_shop").said();

        assertThat(said).contains("quarantined: 1 partition\n", "by_shop@ds=2026-01-04&shop=3");
        assertThat(shopsOf("2026-01-04")).containsExactly("1=10", "2=20");
        assertThat(shopsOf("2026-01-05")).containsExactly("1=10", "3=30");
    }

    @Test
    void oneKeyIsRebuiltAlone() {
        SmallSales sales = keyed();
        sales.land("more", "2026-01-04,2,20", "2026-01-04,3,5");
        sales.expect(0, "run", "--select", "by_shop");
        sales.land("correction", "2026-01-04,2,1", "2026-01-04,3,1");

        sales.expect(0, "run", "--select", "by_shop@ds=2026-01-04&shop=2");

        assertThat(shopsOf("2026-01-04")).containsExactly("1=10", "2=21", "3=5");
    }

    @Test
    void anHourIsBuiltAloneFromItsDay() {
        SmallSales sales = SmallSales.declared(base);
        sales.write("by_hour.sql", """
                /*---
                asset: by_hour
                partition: {hour: h, from: 2026-01-04T00, until: 2026-01-05T23}
                ---*/
                SELECT timestamp(ds) + make_dt_interval(0, id) AS h, sum(TRY_CAST(amount AS BIGINT)) AS amount
                FROM sales GROUP BY ALL
                """);
        sales.land("more", "2026-01-04,2,20", "2026-01-05,3,30");
        sales.expect(0, "run", "--select", "by_hour");
        sales.land("correction", "2026-01-04,2,1", "2026-01-04,3,7");

        sales.expect(0, "run", "--select", "by_hour@2026-01-04T02");

        assertThat(TestSession.get()
                        .read()
                        .format("delta")
                        .load(base.resolve("tables/by_hour").toString())
                        .selectExpr("concat_ws(' ', date_format(h, 'dd HH'), amount)")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("04 01 10", "04 02 21", "05 01 10", "05 03 30");
        sales.expect(0, "verify", "--all");
    }

    @Test
    void aKeyThatIsNotDeclaredStillFallsOutside() {
        SmallSales sales = keyed();
        sales.land("more", "2026-01-04,4,20");

        assertThat(sales.expect(10, "run", "--select", "by_shop").said()).contains("outside the partitions", "shop=4");
        assertThat(shopsOf("2026-01-05")).containsExactly("1=10");
        assertThat(shopsOf("2026-01-04")).isEmpty();
    }
}
