package io.hindcast.proof;

import io.hindcast.asset.JobInput;
import io.hindcast.spark.Scala;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** Which columns of each part of an analysed plan determine which others. Unknown where a node is not known. */
final class PlanDependencies {

    private final Map<String, JobInput> inputs = new HashMap<>();
    private final Function<LogicalPlan, Optional<JobInput>> ends;
    private final IdentityHashMap<LogicalPlan, Dependencies> known = new IdentityHashMap<>();

    /**
     * Those of plans over inputs.
     *
     * @param inputs by the name of the relation
     */
    PlanDependencies(Map<String, JobInput> inputs) {
        this(end -> Optional.empty());
        inputs.forEach((name, input) -> this.inputs.put(name.toLowerCase(Locale.ROOT), input));
    }

    /**
     * Those of plans whose relations have no names.
     *
     * @param ends what an end of the plan is to the job, where it is one of its relations
     */
    PlanDependencies(Function<LogicalPlan, Optional<JobInput>> ends) {
        this.ends = ends;
    }

    Dependencies of(LogicalPlan plan) {
        Dependencies found = known.get(plan);
        if (found == null) {
            found = compute(plan);
            known.put(plan, found);
        }
        return found;
    }

    private Dependencies compute(LogicalPlan plan) {
        if (plan instanceof SubqueryAlias alias) {
            return alias.child() instanceof LocalRelation relation
                            && relation.data().isEmpty()
                    ? ofInput(alias.identifier().name(), relation)
                    : of(alias.child());
        }
        if (plan instanceof LeafNode && !(plan instanceof OneRowRelation)) {
            return ends.apply(plan).map(input -> ofInput(input, plan)).orElseGet(Dependencies::none);
        }
        if (plan instanceof OneRowRelation) {
            return Dependencies.ofKeys(List.of(Set.of()), Set.of());
        }
        if (plan instanceof Project project) {
            return ofProject(project);
        }
        if (plan instanceof Filter filter) {
            return withEqualities(of(filter.child()), filter.condition());
        }
        if (plan instanceof Aggregate aggregate) {
            return ofAggregate(aggregate);
        }
        if (plan instanceof Distinct distinct) {
            Set<Long> all = Columns.output(plan);
            return of(distinct.child()).withKey(all, all);
        }
        return ofOthers(plan);
    }

    private Dependencies ofOthers(LogicalPlan plan) {
        if (plan instanceof Join join) {
            return ofJoin(join);
        }
        if (plan instanceof LateralJoin join) {
            return of(join.left()).beside(of(join.right().plan()));
        }
        if (plan instanceof Window window) {
            return ofWindow(window);
        }
        if (plan instanceof Generate generate) {
            // One row becomes several.
            return of(generate.child()).withoutKeys();
        }
        if (plan instanceof Except || plan instanceof Intersect) {
            // Rows of the left side, under its names.
            return of(plan.children().head());
        }
        boolean samePart = plan instanceof Sort
                || plan instanceof View
                || plan instanceof GlobalLimit
                || plan instanceof LocalLimit
                || plan instanceof Offset
                || plan instanceof Sample
                || plan instanceof ResolvedHint
                || plan instanceof RepartitionOperation;
        return samePart ? of(plan.children().head()) : Dependencies.none();
    }

    private Dependencies ofInput(String name, LocalRelation relation) {
        return Optional.ofNullable(inputs.get(name.toLowerCase(Locale.ROOT)))
                .map(input -> ofInput(input, relation))
                .orElseGet(Dependencies::none);
    }

    private static Dependencies ofInput(JobInput input, LogicalPlan relation) {
        Map<String, Long> ids = new HashMap<>();
        Scala.<Attribute>list(relation.output())
                .forEach(column -> ids.put(column.name().toLowerCase(Locale.ROOT), Columns.id(column)));
        List<Set<Long>> keys = new ArrayList<>();
        for (List<String> key : input.keys()) {
            List<String> lower =
                    key.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
            if (ids.keySet().containsAll(lower)) {
                Set<Long> columns = new HashSet<>();
                lower.forEach(column -> columns.add(ids.get(column)));
                keys.add(columns);
            }
        }
        return Dependencies.ofKeys(keys, Set.copyOf(ids.values()));
    }

    private Dependencies ofProject(Project project) {
        Dependencies of = of(project.child());
        for (NamedExpression column : Scala.<NamedExpression>list(project.projectList())) {
            of = withAlias(of, column);
        }
        return of.visible(Columns.output(project));
    }

    /** A computed column is determined by what it is computed from, and may tell it. */
    private static Dependencies withAlias(Dependencies of, NamedExpression column) {
        if (column instanceof Alias alias && alias.child().deterministic()) {
            Set<Long> id = Set.of(Columns.id(alias));
            return of.with(Columns.read(alias.child()), id).with(id, Columns.told(alias.child()));
        }
        return of;
    }

    private Dependencies ofAggregate(Aggregate aggregate) {
        List<NamedExpression> columns = Scala.list(aggregate.aggregateExpressions());
        Set<Long> attributes = new HashSet<>();
        Set<Long> key = new HashSet<>();
        long computed = -1;
        for (Expression group : Scala.<Expression>list(aggregate.groupingExpressions())) {
            if (group instanceof AttributeReference attribute) {
                attributes.add(Columns.id(attribute));
                key.add(Columns.id(attribute));
            } else {
                long hidden = computed--;
                key.add(columns.stream()
                        .filter(c -> c instanceof Alias alias && alias.child().semanticEquals(group))
                        .map(Columns::id)
                        .findFirst()
                        .orElse(hidden));
            }
        }
        Set<Long> output = Columns.output(aggregate);
        Dependencies of = of(aggregate.child()).visible(attributes).withoutKeys();
        for (NamedExpression column : columns) {
            if (attributes.containsAll(Columns.read((Expression) column))) {
                of = withAlias(of, column);
            }
        }
        return of.withKey(key, output).visible(output);
    }

    private Dependencies ofWindow(Window window) {
        Dependencies of = of(window.child());
        Set<Long> output = Columns.output(window);
        for (Set<Long> key : of.keys()) {
            of = of.with(key, output);
        }
        for (NamedExpression column : Scala.<NamedExpression>list(window.windowExpressions())) {
            WindowCall call = WindowCall.of((Expression) column);
            if (call.numbersRows()) {
                Set<Long> key = new HashSet<>(Columns.read(call.partition()));
                key.add(Columns.id(column));
                of = of.withKey(key, output);
            }
            Set<Long> id = Set.of(Columns.id(column));
            Optional<Set<Long>> from = call.determinedBy();
            of = from.isPresent() ? of.with(from.get(), id) : of;
        }
        return of;
    }

    private Dependencies ofJoin(Join join) {
        Dependencies left = of(join.left());
        Dependencies right = of(join.right());
        List<Expression> parts = new ArrayList<>();
        Scala.optional(join.condition()).ifPresent(condition -> Columns.conjuncts(condition, parts));
        return switch (join.joinType().sql()) {
            case "INNER", "CROSS" -> {
                Dependencies both = left.beside(right);
                yield parts.isEmpty()
                        ? both
                        : withEqualities(both, join.condition().get());
            }
            case "LEFT OUTER" -> outer(left, right, parts, Columns.output(join.left()));
            case "RIGHT OUTER" -> outer(right, left, parts, Columns.output(join.right()));
            case "FULL OUTER" -> left.beside(right);
            case "LEFT SEMI", "LEFT ANTI" -> left;
            default -> Dependencies.none();
        };
    }

    /** What a kept row is joined with follows from all of it that the condition looks at; else that is null. */
    private static Dependencies outer(
            Dependencies kept, Dependencies other, List<Expression> parts, Set<Long> columnsOfKept) {
        Set<Long> looked = Columns.read(parts);
        looked.retainAll(columnsOfKept);
        Dependencies both = kept.beside(other);
        for (Expression part : parts) {
            if (part instanceof EqualTo || part instanceof EqualNullSafe) {
                BinaryComparison equal = (BinaryComparison) part;
                both = outerEqual(both, equal.left(), equal.right(), columnsOfKept, looked);
                both = outerEqual(both, equal.right(), equal.left(), columnsOfKept, looked);
            }
        }
        return both;
    }

    private static Dependencies outerEqual(
            Dependencies of, Expression from, Expression to, Set<Long> columnsOfKept, Set<Long> looked) {
        boolean fromKept = columnsOfKept.containsAll(Columns.read(from)) && from.deterministic();
        Set<Long> told = Columns.told(to);
        boolean toOther = !told.isEmpty() && told.stream().noneMatch(columnsOfKept::contains);
        return fromKept && toOther ? of.with(looked, told) : of;
    }

    private static Dependencies withEqualities(Dependencies of, Expression condition) {
        List<Expression> parts = new ArrayList<>();
        Columns.conjuncts(condition, parts);
        Dependencies with = of;
        for (Expression part : parts) {
            if (part instanceof EqualTo || part instanceof EqualNullSafe) {
                BinaryComparison equal = (BinaryComparison) part;
                with = equal(equal(with, equal.left(), equal.right()), equal.right(), equal.left());
            }
        }
        return with;
    }

    private static Dependencies equal(Dependencies of, Expression from, Expression to) {
        Set<Long> told = Columns.told(to);
        return told.isEmpty() || !from.deterministic() ? of : of.with(Columns.read(from), told);
    }
}
