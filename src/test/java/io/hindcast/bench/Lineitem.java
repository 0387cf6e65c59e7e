package io.hindcast.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the source of W3: lineitem of TPC-H. Its ship days are laid onto a few days of the year 2024 in turn, the first
 * after the last again: over its own seven years it would be 2,400 rows a day, and files would cost more than rows.
 */
public final class Lineitem {

    private static final int PARTS = 8;

    private static final StructType COLUMNS = StructType.fromDDL("l_orderkey bigint, l_partkey bigint,"
            + " l_suppkey bigint, l_linenumber int, l_quantity decimal(15, 2), l_extendedprice decimal(15, 2),"
            + " l_discount decimal(15, 2), l_tax decimal(15, 2), l_returnflag string, l_linestatus string,"
            + " l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct string, l_shipmode string,"
            + " l_comment string");

    private Lineitem() {}

    /** Arguments: path of the table, number of days from 2024-01-01 on, scale factor of TPC-H. */
    public static void main(String[] words) {
        int days = Integer.parseInt(words[1]);
        double scale = Double.parseDouble(words[2]);
        SparkSession session = BenchSession.start();
        List<Integer> parts = IntStream.rangeClosed(1, PARTS).boxed().toList();
        session.createDataFrame(
                        new JavaSparkContext(session.sparkContext())
                                .parallelize(parts, PARTS)
                                .flatMap(part -> rows(scale, part)),
                        COLUMNS)
                .select(expr("date_add(DATE'2024-01-01', unix_date(l_shipdate) % " + days + ") AS ds"), col("*"))
                .hint("rebalance", col("ds"))
                .write()
                .format("delta")
                .partitionBy("ds")
                .save(words[0]);
        session.stop();
    }

    private static Iterator<Row> rows(double scale, int part) {
        return StreamSupport.stream(new LineItemGenerator(scale, part, PARTS).spliterator(), false)
                .map(Lineitem::row)
                .iterator();
    }

    private static Row row(LineItem item) {
        return RowFactory.create(
                item.getOrderKey(),
                item.getPartKey(),
                item.getSupplierKey(),
                item.getLineNumber(),
                BigDecimal.valueOf(item.getQuantity()),
                BigDecimal.valueOf(item.getExtendedPriceInCents(), 2),
                BigDecimal.valueOf(item.getDiscountPercent(), 2),
                BigDecimal.valueOf(item.getTaxPercent(), 2),
                item.getReturnFlag(),
                item.getStatus(),
                date(item.getShipDate()),
                date(item.getCommitDate()),
                date(item.getReceiptDate()),
                item.getShipInstructions(),
                item.getShipMode(),
                item.getComment());
    }

    private static Date date(int day) {
        return Date.valueOf(LocalDate.ofEpochDay(day));
    }
}
