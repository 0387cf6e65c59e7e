package io.hindcast.spark;

import io.hindcast.spark.Term.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/** Where rows begin: at the inputs of a job, or in the plan itself. */
final class CanonicalLeaves {

    private final Set<String> inputs = new HashSet<>();

    /**
     * The leaves of a plan.
     *
     * @param inputs names, in whatever letters
     */
    CanonicalLeaves(Collection<String> inputs) {
        inputs.forEach(input -> this.inputs.add(input.toLowerCase(Locale.ROOT)));
    }

    /** Whether an alias is that of an input. */
    boolean isInput(SubqueryAlias alias) {
        return alias.child() instanceof LocalRelation leaf
                && leaf.data().isEmpty()
                && inputs.contains(alias.identifier().name().toLowerCase(Locale.ROOT));
    }

    /** The rows of an input. */
    static RowForm input(SubqueryAlias alias, Position at) {
        String name = alias.identifier().name().toLowerCase(Locale.ROOT);
        Map<Long, Term> columns = new HashMap<>();
        for (Attribute attribute : CanonicalPlan.output(alias.child())) {
            String column = attribute.name().toLowerCase(Locale.ROOT);
            String text = "@" + at.base() + "." + CanonicalValues.name(column) + ":"
                    + CanonicalValues.type(attribute.dataType());
            columns.put(
                    CanonicalPlan.id(attribute),
                    new Term(text, new TreeSet<>(Set.of(new InputColumn(name, column))), Failure.NEVER));
        }
        return RowForm.of("table(" + CanonicalValues.name(name) + ")", Set.of(), columns);
    }

    /** Rows that come from nowhere. */
    static RowForm leaf(String text, LogicalPlan leaf, Position at) {
        return RowForm.of(text, Set.of(), made(leaf, Map.of(), at.base(), new TreeSet<>()));
    }

    /** The columns that a node makes itself, by their place among them. */
    static Map<Long, Term> made(LogicalPlan plan, Map<Long, Term> known, int base, SortedSet<InputColumn> reads) {
        Map<Long, Term> made = new HashMap<>();
        for (Attribute attribute : CanonicalPlan.output(plan)) {
            if (!known.containsKey(CanonicalPlan.id(attribute))) {
                String text = "@" + base + ".#" + made.size() + ":" + CanonicalValues.type(attribute.dataType());
                made.put(CanonicalPlan.id(attribute), new Term(text, reads, Failure.NEVER));
            }
        }
        return made;
    }
}
