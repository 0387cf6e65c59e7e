package io.hindcast.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ExpressionHandler;
import io.delta.kernel.engine.FileSystemClient;
import io.delta.kernel.engine.JsonHandler;
import io.delta.kernel.engine.MetricsReporter;
import io.delta.kernel.engine.ParquetHandler;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Kernel's own engine, but for the two things that most of the time of a command went into: the lines of logs, and the
 * rows of the ledger. What it cannot read itself Kernel's own reads, so that both see the same.
 */
final class QuickEngine implements Engine {

    private final Engine own;
    private final JsonHandler json;
    private final ParquetHandler parquet;

    private QuickEngine(Configuration hadoop) {
        this.own = DefaultEngine.create(hadoop);
        this.json = new QuickJson(own.getJsonHandler(), hadoop);
        this.parquet = new QuickParquet(own.getParquetHandler(), hadoop);
    }

    /**
     * Of a store.
     *
     * @param hadoop how it is reached
     */
    static Engine create(Configuration hadoop) {
        return new QuickEngine(hadoop);
    }

    @Override
    public ExpressionHandler getExpressionHandler() {
        return own.getExpressionHandler();
    }

    @Override
    public JsonHandler getJsonHandler() {
        return json;
    }

    @Override
    public FileSystemClient getFileSystemClient() {
        return own.getFileSystemClient();
    }

    @Override
    public ParquetHandler getParquetHandler() {
        return parquet;
    }

    @Override
    public List<MetricsReporter> getMetricsReporters() {
        return own.getMetricsReporters();
    }
}
