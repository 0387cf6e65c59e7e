package io.hindcast.proof;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;

/** How many rows a LIMIT takes. */
final class LimitCount {

    private LimitCount() {}

    /** Whether it may take one: of none it makes no difference which. */
    static boolean takesAny(Expression number) {
        return !(number instanceof Literal literal && Integer.valueOf(0).equals(literal.value()));
    }
}
