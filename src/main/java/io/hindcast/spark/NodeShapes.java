package io.hindcast.spark;

import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** What nodes of a plan do to the rows below them. */
final class NodeShapes {

    private NodeShapes() {}

    /** Whether a node gives the rows of its only child as they are. */
    static boolean isTransparent(LogicalPlan plan) {
        return plan instanceof SubqueryAlias
                || plan instanceof ResolvedHint
                || plan instanceof RepartitionOperation
                || plan instanceof RebalancePartitions;
    }

    /** Whether its rows come in an order that the column of a window may look at. */
    static boolean isOrdered(LogicalPlan plan) {
        boolean hands = plan instanceof Project || plan instanceof Window || isTransparent(plan);
        return plan instanceof Sort || (hands && isOrdered(plan.children().head()));
    }

    /** Whether something was computed over all rows of a plan, so that none may be dropped before. */
    static boolean looksAtRows(LogicalPlan plan) {
        boolean hands = plan instanceof Project || isTransparent(plan);
        return plan instanceof Sort
                || plan instanceof Window
                || (hands && looksAtRows(plan.children().head()));
    }
}
