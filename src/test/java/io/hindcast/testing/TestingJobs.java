package io.hindcast.testing;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.SourceDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells of jobs what a test said before, and remembers what it was asked. */
public final class TestingJobs implements JobInspector {

    private record Known(
            SortedSet<String> relations, List<Column> columns, Map<String, ReadColumns> reads, int version) {}

    private final Map<String, Known> known = new HashMap<>();
    private final List<String> signed = new ArrayList<>();

    /** What an asset's job reads and gives. */
    public void job(String asset, Collection<String> relations, List<Column> columns) {
        known.put(asset, new Known(new TreeSet<>(relations), List.copyOf(columns), Map.of(), 1));
    }

    /** Of some inputs the job looks at some columns alone. */
    public void reads(String asset, Map<String, ReadColumns> columns) {
        Known old = of(asset);
        known.put(asset, new Known(old.relations(), old.columns(), Map.copyOf(columns), old.version()));
    }

    /** The job is now another. */
    void recode(String asset) {
        Known old = of(asset);
        known.put(asset, new Known(old.relations(), old.columns(), old.reads(), old.version() + 1));
    }

    /** The assets whose signature was asked for, in order. */
    public List<String> signed() {
        return List.copyOf(signed);
    }

    @Override
    public SortedSet<String> relations(AssetDeclaration asset) {
        return of(asset.name()).relations();
    }

    @Override
    public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
        signed.add(asset.name());
        Known job = of(asset.name());
        String code = asset.name() + "-" + job.version();
        Map<String, String> columns = new TreeMap<>();
        job.columns().forEach(column -> columns.put(column.name(), "f1:" + code + "." + column.name()));
        return new JobSignature(
                job.columns(),
                "f1:" + code,
                Set.of(),
                JobParts.unknown(columns),
                "{\"sql\":\"select version " + job.version() + " of " + asset.name() + "\"}",
                job.reads(),
                List.of());
    }

    @Override
    public void requireComputable(SourceDeclaration source) {}

    private Known of(String asset) {
        return Optional.ofNullable(known.get(asset))
                .orElseThrow(() -> new IllegalStateException("the test said nothing of the job of " + asset));
    }
}
