package io.hindcast.content;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.LogicalQueryStage;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/**
 * Gives the rows of an RDD as they are. Spark's own scan copies each of them, field by field, since an RDD may hold rows
 * of any form.
 */
final class PassedRows extends SparkPlan {

    private static final long serialVersionUID = 1;

    private final transient RDD<InternalRow> rows;
    private final Seq<Attribute> output;

    private PassedRows(LogicalRDD relation) {
        this.rows = relation.rdd();
        this.output = relation.output();
    }

    /**
     * A dataset of rows.
     *
     * @param rows each of them in Spark's binary form
     */
    static Dataset<Row> of(SparkSession session, RDD<InternalRow> rows, StructType schema) {
        LogicalRDD relation = (LogicalRDD) session.internalCreateDataFrame(rows, schema, false)
                .queryExecution()
                .analyzed();
        // The one logical node that brings its physical one along.
        return org.apache.spark.sql.classic.Dataset.ofRows(
                session, new LogicalQueryStage(relation, new PassedRows(relation)));
    }

    @Override
    public RDD<InternalRow> doExecute() {
        return rows;
    }

    @Override
    public Seq<Attribute> output() {
        return output;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Seq<SparkPlan> children() {
        return (Seq<SparkPlan>) (Seq<?>) Nil$.MODULE$;
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return this;
    }

    @Override
    public int productArity() {
        return 0;
    }

    @Override
    public Object productElement(int place) {
        throw new IndexOutOfBoundsException(place);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof PassedRows;
    }
}
