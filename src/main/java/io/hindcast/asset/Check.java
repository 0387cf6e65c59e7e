package io.hindcast.asset;

import java.math.BigDecimal;
import java.util.List;

/** A condition on the new rows of every partition, held before they become visible. */
public sealed interface Check {

    /** How a person reads it, and how the ledger names it. */
    String description();

    /** The comparison in {@code rows: ">= 1"}. */
    enum Comparison {
        AT_LEAST(">="),
        MORE_THAN(">"),
        AT_MOST("<="),
        LESS_THAN("<"),
        EXACTLY("=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** The sign as declared. */
        public String sign() {
            return sign;
        }

        /** Whether {@code actual sign bound} holds. */
        public boolean holds(long actual, long bound) {
            return switch (this) {
                case AT_LEAST -> actual >= bound;
                case MORE_THAN -> actual > bound;
                case AT_MOST -> actual <= bound;
                case LESS_THAN -> actual < bound;
                case EXACTLY -> actual == bound;
            };
        }
    }

    /** The number of rows of a partition. */
    record Rows(Comparison comparison, long bound) implements Check {
        @Override
        public String description() {
            return "rows " + comparison.sign() + " " + bound;
        }
    }

    /** No two rows of a partition agree in all these columns. */
    record Unique(List<String> columns) implements Check {
        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public String description() {
            return "unique " + String.join(", ", columns);
        }
    }

    /** None of these columns is null. */
    record NotNull(List<String> columns) implements Check {
        public NotNull {
            columns = List.copyOf(columns);
        }

        @Override
        public String description() {
            return "not_null " + String.join(", ", columns);
        }
    }

    /**
     * The sum of a column is that of the partition's present rows, within a share of it; a partition that has no
     * rows yet passes.
     *
     * @param within a share, 0.2 for 20 %
     */
    record Same(String column, BigDecimal within) implements Check {
        @Override
        public String description() {
            return "same " + column + " within "
                    + within.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
        }
    }
}
