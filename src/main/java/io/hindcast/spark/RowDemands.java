package io.hindcast.spark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.ExistenceJoin;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which rows of the files of a plan can matter to its result, as far as filters and joins with rows that the plan itself
 * holds tell: a trailing window reads all days that it is given, and a join with {@code partitions} drops those that no
 * target asks for. Follows what every row must pass on its way up; where that cannot be followed, all rows matter.
 */
final class RowDemands {

    /** A kind that has no word in SQL. */
    private static final String EXISTENCE = "EXISTENCE";

    /** Of each place where files are read, what a row must fulfil. */
    private final IdentityHashMap<FileIndex, List<Reader>> readers = new IdentityHashMap<>();

    private RowDemands() {}

    /** One place where files are read: its columns, and what their rows must fulfil, one and all. */
    private record Reader(List<Attribute> columns, List<Demand> demands) {}

    /**
     * The rows of partition columns with which rows of files can matter.
     *
     * @param columns the partition columns in the order of the rows
     */
    List<InternalRow> mattering(FileIndex files, StructType columns, Collection<InternalRow> rows) {
        List<Reader> all = readers.getOrDefault(files, List.of());
        return all.isEmpty()
                ? List.copyOf(rows)
                : rows.stream().filter(matter(all, columns, rows.size())).toList();
    }

    /**
     * For each target of the batch the rows that can matter to it; empty where the plans do not say which targets a row
     * is for.
     *
     * @param columns the partition columns in the order of the rows
     * @param targets tells the targets among rows that plans hold
     */
    Optional<Map<Long, Set<InternalRow>>> byTarget(
            FileIndex files, StructType columns, Collection<InternalRow> rows, TargetRows targets) {
        Map<Long, Set<InternalRow>> byTarget = targets.none();
        List<Reader> all = readers.getOrDefault(files, List.of());
        for (Reader reader : all) {
            List<Attribute> named = named(reader.columns(), columns);
            List<Demand> ofTargets =
                    reader.demands().stream().filter(targets::areAmong).toList();
            if (ofTargets.isEmpty()
                    || !ofTargets.stream().allMatch(demand -> demand.over(named).isCheap(rows.size()))) {
                return Optional.empty();
            }
            List<InternalRow> mattering = rows.stream()
                    .filter(matter(List.of(reader), columns, rows.size()))
                    .toList();
            for (Demand demand : ofTargets) {
                Demand.Test test = demand.over(named);
                mattering.forEach(row -> test.partners(row)
                        .forEach(partner -> byTarget.computeIfAbsent(
                                        targets.ordinal(demand, partner), any -> TargetRows.noRows())
                                .add(row)));
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(byTarget);
    }

    private static Predicate<InternalRow> matter(List<Reader> readers, StructType columns, int count) {
        Predicate<InternalRow> any = row -> false;
        for (Reader reader : readers) {
            List<Attribute> named = named(reader.columns(), columns);
            Predicate<InternalRow> all = row -> true;
            for (Demand demand : reader.demands()) {
                Demand.Test test = demand.over(named);
                if (test.isCheap(count)) {
                    all = all.and(test::matters);
                }
            }
            any = any.or(all);
        }
        return any;
    }

    /** The columns of a reader in the order of the partition columns; those that it does not read stand for nothing. */
    private static List<Attribute> named(List<Attribute> read, StructType columns) {
        List<Attribute> named = new ArrayList<>();
        for (StructField column : columns.fields()) {
            named.add(read.stream()
                    .filter(attribute -> attribute.name().equalsIgnoreCase(column.name()))
                    .findFirst()
                    .orElseGet(() -> new AttributeReference(
                            column.name(),
                            column.dataType(),
                            true,
                            Metadata.empty(),
                            NamedExpression.newExprId(),
                            Scala.seq(List.of()))));
        }
        return named;
    }

    static RowDemands of(List<LogicalPlan> plans) {
        RowDemands demands = new RowDemands();
        plans.forEach(plan -> demands.walk(plan, List.of()));
        return demands;
    }

    /** All files of which the plans had reads, whether or not they were carried out. */
    Set<FileIndex> planned() {
        return readers.keySet();
    }

    private void walk(LogicalPlan plan, List<Demand> demands) {
        Scala.list(plan.expressions()).forEach(this::walkQueries);
        if (plan instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
            readers.computeIfAbsent(files.location(), any -> new ArrayList<>())
                    .add(new Reader(new ArrayList<>(Scala.list(plan.output())), demands));
        } else if (plan instanceof Join join) {
            walkJoin(join, demands);
        } else if (plan instanceof Union union) {
            walkUnion(union, demands);
        } else {
            List<Demand> below = below(plan, demands);
            Scala.list(plan.children()).forEach(child -> walk(child, below));
        }
    }

    private void walkQueries(Expression expression) {
        if (expression instanceof SubqueryExpression query) {
            walk(query.plan(), List.of());
        }
        Scala.list(expression.children()).forEach(this::walkQueries);
    }

    /** What the rows of a plan's only child must fulfil. */
    private static List<Demand> below(LogicalPlan plan, List<Demand> demands) {
        if (plan instanceof Filter filter) {
            List<Demand> more = new ArrayList<>(demands);
            more.add(Demand.of(filter.condition()));
            return more;
        }
        if (plan instanceof Project project) {
            return throughDefinitions(demands, definitions(Scala.list(project.projectList())));
        }
        if (plan instanceof Aggregate aggregate) {
            return belowAggregate(aggregate, demands);
        }
        if (plan instanceof Window window) {
            Set<ExprId> keys = new HashSet<>();
            Scala.list(window.partitionSpec()).forEach(key -> keys.addAll(ofColumn(key)));
            return about(demands, keys);
        }
        boolean passesAll =
                plan instanceof Sort || plan instanceof RepartitionOperation || plan instanceof RebalancePartitions;
        return passesAll ? demands : List.of();
    }

    private static Set<ExprId> ofColumn(Expression expression) {
        return expression instanceof Attribute attribute ? Set.of(attribute.exprId()) : Set.of();
    }

    /** A group that is dropped drops all its rows; of what is aggregated nothing can be said. */
    private static List<Demand> belowAggregate(Aggregate aggregate, List<Demand> demands) {
        List<Expression> keys = Scala.list(aggregate.groupingExpressions());
        Map<ExprId, Expression> definitions = definitions(Scala.list(aggregate.aggregateExpressions()));
        definitions.values().removeIf(definition -> keys.stream().noneMatch(definition::semanticEquals));
        return throughDefinitions(demands, definitions);
    }

    private static List<Demand> throughDefinitions(List<Demand> demands, Map<ExprId, Expression> definitions) {
        return demands.stream()
                .map(demand -> demand.about(definitions.keySet()).through(definitions))
                .toList();
    }

    /** Column to what it is computed from, where that is always the same. */
    private static Map<ExprId, Expression> definitions(List<NamedExpression> columns) {
        Map<ExprId, Expression> definitions = new HashMap<>();
        for (NamedExpression column : columns) {
            Expression definition = column instanceof Alias alias ? alias.child() : (Expression) column;
            if (definition.deterministic()) {
                definitions.put(column.exprId(), definition);
            }
        }
        return definitions;
    }

    private static List<Demand> about(List<Demand> demands, Set<ExprId> columns) {
        return demands.stream().map(demand -> demand.about(columns)).toList();
    }

    private void walkUnion(Union union, List<Demand> demands) {
        List<Attribute> output = Scala.list(union.output());
        for (LogicalPlan child : Scala.list(union.children())) {
            List<Attribute> columns = Scala.list(child.output());
            Map<ExprId, Expression> definitions = new HashMap<>();
            for (int i = 0; i < output.size(); i++) {
                definitions.put(output.get(i).exprId(), columns.get(i));
            }
            walk(child, throughDefinitions(demands, definitions));
        }
    }

    /** By the name of the kind: which side's rows are dropped unless they find a partner, and which go on upward. */
    private void walkJoin(Join join, List<Demand> demands) {
        String kind = kind(join);
        boolean inner = kind.equals("INNER") || kind.equals("CROSS");
        boolean leftDropped = inner || kind.equals("LEFT SEMI") || kind.equals("RIGHT OUTER");
        boolean rightDropped = inner
                || Set.of("LEFT SEMI", "LEFT OUTER", "LEFT ANTI", EXISTENCE).contains(kind);
        boolean leftGoesOn = inner || kind.startsWith("LEFT") || kind.equals(EXISTENCE);
        boolean rightGoesOn = inner || kind.equals("RIGHT OUTER");
        walk(join.left(), side(join, Side.LEFT, leftDropped, leftGoesOn ? demands : List.of()));
        walk(join.right(), side(join, Side.RIGHT, rightDropped, rightGoesOn ? demands : List.of()));
    }

    private enum Side {
        LEFT,
        RIGHT
    }

    private static List<Demand> side(Join join, Side side, boolean needsPartner, List<Demand> demands) {
        LogicalPlan own = side == Side.LEFT ? join.left() : join.right();
        LogicalPlan other = side == Side.LEFT ? join.right() : join.left();
        Set<ExprId> columns = new HashSet<>();
        Scala.list(own.output()).forEach(column -> columns.add(column.exprId()));
        List<Demand> all = new ArrayList<>(about(demands, columns));
        if (needsPartner && join.condition().isDefined()) {
            List<Expression> conditions = Demand.conjuncts(join.condition().get());
            Demand demand = held(other).stream()
                    .filter(rows -> speakOf(conditions, rows))
                    .findFirst()
                    .map(rows -> new Demand(conditions, Scala.list(rows.output()), Scala.list(rows.data())))
                    .orElseGet(() -> new Demand(conditions, List.of(), List.of(InternalRow.empty())));
            all.add(demand.about(columns));
        }
        return all;
    }

    private static boolean speakOf(List<Expression> conditions, LocalRelation rows) {
        List<ExprId> columns =
                Scala.list(rows.output()).stream().map(Attribute::exprId).toList();
        return conditions.stream()
                .anyMatch(condition -> Demand.references(condition).stream().anyMatch(columns::contains));
    }

    /**
     * Rows that the plan itself holds, such as those of {@code partitions}, where each row that comes out has the values
     * of one of them. What takes rows away on their way may be left aside: more rows let more matter.
     */
    private static List<LocalRelation> held(LogicalPlan plan) {
        if (plan instanceof LocalRelation rows) {
            return List.of(rows);
        }
        if (plan instanceof Join join) {
            String kind = kind(join);
            List<LocalRelation> both = new ArrayList<>();
            if (!kind.equals("RIGHT OUTER") && !kind.equals("FULL OUTER")) {
                both.addAll(held(join.left()));
            }
            if (Set.of("INNER", "CROSS", "RIGHT OUTER").contains(kind)) {
                both.addAll(held(join.right()));
            }
            return both;
        }
        boolean passes = plan instanceof Filter || plan instanceof Project || plan instanceof Sort;
        return passes ? held(Scala.list(plan.children()).get(0)) : List.of();
    }

    private static String kind(Join join) {
        return join.joinType() instanceof ExistenceJoin
                ? EXISTENCE
                : join.joinType().sql();
    }
}
