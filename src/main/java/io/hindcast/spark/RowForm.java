package io.hindcast.spark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which rows a plan gives, in canonical form: every combination of its sources that meets the conditions. Terms name a
 * source by its number, counted over all plans that are joined here.
 *
 * @param sources what is combined, in order; one that is an outer join holds several numbers
 * @param conditions all of which hold
 * @param order of the rows, as long as something may look at it
 * @param width how many numbers the sources take
 * @param reads the columns of inputs that make a difference to which rows there are
 * @param columns Spark's number of an attribute to its term
 */
record RowForm(
        List<String> sources,
        SortedSet<String> conditions,
        List<Term> order,
        int width,
        SortedSet<InputColumn> reads,
        Map<Long, Term> columns) {

    RowForm {
        sources = List.copyOf(sources);
        conditions = Collections.unmodifiableSortedSet(new TreeSet<>(conditions));
        order = List.copyOf(order);
        reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
        columns = Map.copyOf(columns);
    }

    /** The rows of one source. */
    static RowForm of(String source, Collection<InputColumn> reads, Map<Long, Term> columns) {
        return new RowForm(List.of(source), Collections.emptySortedSet(), List.of(), 1, new TreeSet<>(reads), columns);
    }

    /** Which rows there are, in no order. */
    String text() {
        String all = String.join("; ", sources);
        return conditions.isEmpty() && sources.size() == 1
                ? all
                : "rows(" + all + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions)) + ")";
    }

    /** The same with the order, for what may look at it. */
    String ordered() {
        return order.isEmpty()
                ? text()
                : "ordered(" + text() + " by "
                        + String.join(", ", order.stream().map(Term::text).toList()) + ")";
    }

    /** What is needed to tell the rows in their order. */
    SortedSet<InputColumn> readsOrdered() {
        SortedSet<InputColumn> all = new TreeSet<>(reads);
        all.addAll(Term.reads(order));
        return all;
    }

    RowForm withColumns(Map<Long, Term> others) {
        return new RowForm(sources, conditions, order, width, reads, others);
    }

    RowForm withOrder(List<Term> terms) {
        return new RowForm(sources, conditions, terms, width, reads, columns);
    }

    RowForm where(List<Term> terms) {
        SortedSet<String> all = new TreeSet<>(conditions);
        terms.forEach(term -> all.add(term.text()));
        SortedSet<InputColumn> more = new TreeSet<>(reads);
        more.addAll(Term.reads(terms));
        return new RowForm(sources, all, order, width, more, columns);
    }

    /** Every combination with the rows of another form, whose sources are numbered on from those of this one. */
    RowForm times(RowForm other) {
        List<String> both = new ArrayList<>(sources);
        both.addAll(other.sources);
        SortedSet<String> all = new TreeSet<>(conditions);
        all.addAll(other.conditions);
        return new RowForm(both, all, List.of(), width + other.width, readsWith(other), columnsWith(other));
    }

    SortedSet<InputColumn> readsWith(RowForm other) {
        SortedSet<InputColumn> both = new TreeSet<>(reads);
        both.addAll(other.reads);
        return both;
    }

    Map<Long, Term> columnsWith(RowForm other) {
        Map<Long, Term> both = new HashMap<>(columns);
        both.putAll(other.columns);
        return both;
    }
}
