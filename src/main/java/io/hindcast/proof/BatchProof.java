package io.hindcast.proof;

import io.hindcast.asset.AlignedColumn;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Finding;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.PurityRule;
import io.hindcast.interval.Grain;
import io.hindcast.partition.Dimension;
import io.hindcast.spark.JobPlan;
import io.hindcast.spark.Scala;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/**
 * Shows of a SELECT, from its analysed plan, that what it gives for a partition hangs on nothing but what this partition
 * reads, so that it must come out the same in every batch. It follows from which partition of an input each row comes
 * ({@link Tracks}): rows are never grouped, ranked or joined unless that is known of all of them, and in the result each
 * lies as far from its partition as the mapping allows. What it does not show may hold all the same; then it must be
 * looked at ({@link OtherBatches}).
 */
final class BatchProof {

    /** How sums of floating numbers round is no matter of batches alone, and is told of the job in any case. */
    private static final Set<PurityRule> HARMLESS = Set.of(PurityRule.FLOATING_SUM);

    private final Asset asset;
    private final JobPlan plan;
    private final Tracks.Shifts shifts;

    private BatchProof(Asset asset, JobPlan plan) {
        this.asset = asset;
        this.plan = plan;
        this.shifts = asset.partitioning()
                        .time()
                        .filter(time -> time.grid().grain() == Grain.DAY)
                        .isPresent()
                ? Tracks.Shifts.DAYS
                : Tracks.Shifts.NONE;
    }

    /** Whether the plan of the asset's job shows it. */
    static boolean holds(Asset asset, JobPlan plan) {
        boolean isPure =
                asset.signature().findings().stream().map(Finding::rule).allMatch(HARMLESS::contains);
        return isPure
                && asset.declaration().job() instanceof SqlJob
                && !asset.readsItself()
                && new BatchProof(asset, plan).holds();
    }

    private boolean holds() {
        LogicalPlan whole = new InlineCTE(true, false).apply(plan.analysed());
        Map<String, Long> output = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Scala.<Attribute>list(whole.output()).forEach(column -> output.put(column.name(), Columns.id(column)));
        return of(whole)
                .filter(tracks -> tracks.lieAsAllowed(output))
                .filter(tracks -> asset.partitioning().dimensions().stream()
                        .allMatch(dimension -> tracks.keep(dimension.column(), output) || isDropped(dimension, tracks)))
                .isPresent();
    }

    /** Of keys by which nothing is cut, those that are not of the batch are dropped from the result. */
    private boolean isDropped(Dimension dimension, Tracks tracks) {
        return !tracks.mention(dimension.column()) && asset.showsAllKeysOf(dimension);
    }

    /** Where the rows of a part of the plan come from; empty where that is not known of all of them. */
    private Optional<Tracks> of(LogicalPlan part) {
        if (!Scala.<Expression>list(part.expressions()).stream().allMatch(this::isPlain)) {
            return Optional.empty();
        }
        if (part instanceof LeafNode) {
            return ofEnd(part);
        }
        if (part instanceof Join join) {
            return of(join.left()).flatMap(left -> of(join.right()).flatMap(right -> ofJoin(join, left, right)));
        }
        if (part.children().size() != 1) {
            return Optional.empty();
        }
        return of(part.children().head()).flatMap(below -> ofOne(part, below));
    }

    /** A function of a row, or of the rows that it is given, that Spark knows; and what it reads is the same in any batch. */
    private boolean isPlain(Expression expression) {
        if (expression instanceof SubqueryExpression subquery) {
            return subquery.children().isEmpty()
                    && of(subquery.plan()).filter(Tracks::isNone).isPresent();
        }
        return expression.deterministic()
                && !(expression instanceof UserDefinedExpression)
                && Scala.<Expression>list(expression.children()).stream().allMatch(this::isPlain);
    }

    private Optional<Tracks> ofEnd(LogicalPlan end) {
        Optional<String> name = plan.names().apply(end);
        if (name.isEmpty()) {
            boolean isGiven = end instanceof LocalRelation || end instanceof OneRowRelation || end instanceof Range;
            return isGiven ? Optional.of(Tracks.NONE) : Optional.empty();
        }
        if (name.get().equals(JobPlan.PARTITIONS)) {
            return Optional.of(Tracks.of(
                    asset.partitioning().dimensions().stream()
                            .map(dimension -> AlignedColumn.same(dimension.column()))
                            .toList(),
                    Scala.list(end.output())));
        }
        return asset.inputs().stream()
                .filter(input -> input.name().equals(name.get()))
                .findFirst()
                .flatMap(Asset.Input::alignedColumns)
                .map(columns -> Tracks.of(columns, Scala.list(end.output())));
    }

    private Optional<Tracks> ofOne(LogicalPlan part, Tracks below) {
        if (part instanceof Project project) {
            return below.renamed(Scala.<NamedExpression>list(project.projectList()), shifts);
        }
        if (part instanceof Filter filter) {
            return Optional.of(below.whereEqual(filter.condition(), shifts));
        }
        if (part instanceof Aggregate aggregate) {
            return below.within(Scala.<Expression>list(aggregate.groupingExpressions()), shifts)
                    .flatMap(groups ->
                            groups.renamed(Scala.<NamedExpression>list(aggregate.aggregateExpressions()), shifts));
        }
        if (part instanceof Window window) {
            return below.within(Scala.<Expression>list(window.partitionSpec()), shifts)
                    .map(ranked -> below);
        }
        if (part instanceof Deduplicate deduplicate) {
            return below.within(Scala.<Expression>list(deduplicate.keys()), shifts)
                    .map(distinct -> below);
        }
        boolean isSameRows = part instanceof SubqueryAlias
                || part instanceof View
                || part instanceof Distinct
                || part instanceof Sort
                || part instanceof Generate
                || part instanceof ResolvedHint
                || part instanceof RepartitionOperation;
        return isSameRows ? below.visible(Columns.output(part)) : Optional.empty();
    }

    private Optional<Tracks> ofJoin(Join join, Tracks left, Tracks right) {
        Optional<Expression> condition = Scala.optional(join.condition());
        return switch (join.joinType().sql()) {
            case "INNER", "CROSS" -> {
                Tracks both = left.beside(right);
                yield Optional.of(condition.map(c -> both.whereEqual(c, shifts)).orElse(both));
            }
            case "LEFT OUTER", "LEFT SEMI", "LEFT ANTI" -> left.joined(right, condition, shifts);
            case "RIGHT OUTER" -> right.joined(left, condition, shifts);
            default -> Optional.empty();
        };
    }
}
