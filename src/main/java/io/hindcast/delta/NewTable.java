package io.hindcast.delta;

import static io.delta.kernel.internal.util.Utils.singletonCloseableIterator;

import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.hindcast.ledger.TableRef;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a table by Kernel: an empty commit costs some milliseconds there, and by a Spark session, which looks at the
 * state of the table before and after, most of a second.
 */
final class NewTable {

    private static final Logger LOG = LoggerFactory.getLogger(NewTable.class);

    private static final String ENGINE = "Hindcast";

    private final TableRef table;
    private final Map<String, String> properties;
    private final SetTransaction mark;

    /**
     * A table to be.
     *
     * @param mark what tells that the commit is ours, as an application's transaction
     * @param at milliseconds since 1970
     */
    NewTable(TableRef table, Map<String, String> properties, String mark, long at) {
        this.table = table;
        this.properties = Map.copyOf(properties);
        this.mark = new SetTransaction(mark, 0L, Optional.of(at));
    }

    /**
     * Makes version 0.
     *
     * @param schema as Delta's log has it
     * @return whether it was made here; someone else may have been first
     */
    boolean create(Configuration hadoop, String schema) {
        Engine engine = QuickEngine.create(hadoop);
        try {
            Transaction transaction = transaction(engine, DataTypeJsonSerDe.deserializeStructType(schema));
            Row ours = SingleAction.createTxnSingleAction(mark.toRow());
            TransactionCommitResult result =
                    transaction.commit(engine, CloseableIterable.inMemoryIterable(singletonCloseableIterator(ours)));
            result.getPostCommitHooks().forEach(hook -> invoke(hook, engine));
            return true;
        } catch (TableAlreadyExistsException | ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            LOG.debug("{} was made by someone else", table.path(), e);
            return false;
        }
    }

    private Transaction transaction(Engine engine, StructType schema) {
        List<Column> columns = PartitionOverwrite.partitionColumns(table).stream()
                .map(Column::new)
                .toList();
        return TableManager.buildCreateTableTransaction(table.path(), schema, ENGINE)
                .withTableProperties(properties)
                .withDataLayoutSpec(
                        columns.isEmpty() ? DataLayoutSpec.noDataLayout() : DataLayoutSpec.partitioned(columns))
                .withMaxRetries(0)
                .build(engine);
    }

    /** The sum of the version's figures is among them: it saves whoever reads the table a job. */
    private void invoke(PostCommitHook hook, Engine engine) {
        try {
            hook.threadSafeInvoke(engine);
        } catch (IOException | RuntimeException e) {
            // The table is there; what a hook adds only makes it quicker to read.
            LOG.warn("{} of {} failed", hook.getType(), table.path(), e);
        }
    }
}
