package io.hindcast.asset;

/** How the rows of a job's result come from those it reads, as far as its plan tells. For estimates alone. */
public enum RowShape {
    /** About one for each that is read; also where nobody knows. */
    ROW_BY_ROW,
    /** One for many: the result is grouped, or each different row stands in it once. */
    GROUPED
}
