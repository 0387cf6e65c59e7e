package io.hindcast.testing;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Lineage;
import io.hindcast.asset.ReadColumns;
import io.hindcast.asset.RowShape;
import io.hindcast.asset.SourceDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells of jobs what a test said before, and remembers what it was asked. */
public final class TestingJobs implements JobInspector {

    /**
     * A job.
     *
     * @param parts columns that are told apart, to how often each became another; none where nothing is told apart
     */
    private record Known(
            SortedSet<String> relations,
            List<Column> columns,
            Map<String, ReadColumns> reads,
            int version,
            SortedMap<String, Integer> parts) {

        Known(SortedSet<String> relations, List<Column> columns) {
            this(relations, columns, Map.of(), 1, new TreeMap<>());
        }

        Known reading(Map<String, ReadColumns> others) {
            return new Known(relations, columns, Map.copyOf(others), version, parts);
        }

        Known with(int otherVersion, SortedMap<String, Integer> otherParts) {
            return new Known(relations, columns, reads, otherVersion, otherParts);
        }
    }

    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> grouped = new HashSet<>();
    private final List<String> signed = new ArrayList<>();

    /** What an asset's job reads and gives. */
    public void job(String asset, Collection<String> relations, List<Column> columns) {
        known.put(asset, new Known(new TreeSet<>(relations), List.copyOf(columns)));
    }

    /** Of some inputs the job looks at some columns alone. */
    public void reads(String asset, Map<String, ReadColumns> columns) {
        known.put(asset, of(asset).reading(columns));
    }

    /** The rows of the result are grouped from those that are read. */
    void groups(String asset) {
        grouped.add(asset);
    }

    /** The job is now another. */
    void recode(String asset) {
        Known old = of(asset);
        known.put(asset, old.with(old.version() + 1, old.parts()));
    }

    /** Of the job it is known what it computes each of these columns from: the column of that name of each input. */
    void tellApart(String asset, Collection<String> columns) {
        SortedMap<String, Integer> parts = new TreeMap<>();
        columns.forEach(column -> parts.put(column, 1));
        known.put(asset, of(asset).with(of(asset).version(), parts));
    }

    /** The job is now another in one column; in all, where columns are not told apart. */
    void recode(String asset, String column) {
        Known old = of(asset);
        if (old.parts().containsKey(column)) {
            SortedMap<String, Integer> parts = new TreeMap<>(old.parts());
            parts.merge(column, 1, Integer::sum);
            known.put(asset, old.with(old.version(), parts));
        } else {
            recode(asset);
        }
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
        job.parts().forEach((column, version) -> columns.put(column, "f1:" + code + "." + column + "-" + version));
        JobParts parts = job.parts().isEmpty()
                ? JobParts.unknown(columns)
                : new JobParts("f1:" + code + ".rows", columns, lineage(job, inputs.keySet()));
        return new JobSignature(
                job.columns(),
                "f1:" + code + (job.parts().isEmpty() ? "" : job.parts()),
                Set.of(),
                parts.shaped(grouped.contains(asset.name()) ? RowShape.GROUPED : RowShape.ROW_BY_ROW),
                "{\"sql\":\"select version " + job.version() + " of " + asset.name() + "\"}",
                job.reads(),
                List.of());
    }

    private static Lineage lineage(Known job, Set<String> inputs) {
        Map<String, Map<String, SortedSet<String>>> lineage = new TreeMap<>();
        job.parts().keySet().forEach(column -> {
            Map<String, SortedSet<String>> from = new TreeMap<>();
            inputs.forEach(input -> {
                boolean isRead = Optional.ofNullable(job.reads().get(input))
                        .flatMap(ReadColumns::names)
                        .map(names -> names.contains(column))
                        .orElse(true);
                if (isRead) {
                    from.put(input, new TreeSet<>(Set.of(column)));
                }
            });
            lineage.put(column, from);
        });
        return new Lineage(Map.of(), lineage);
    }

    @Override
    public void requireComputable(SourceDeclaration source) {}

    private Known of(String asset) {
        return Optional.ofNullable(known.get(asset))
                .orElseThrow(() -> new IllegalStateException("the test said nothing of the job of " + asset));
    }
}
