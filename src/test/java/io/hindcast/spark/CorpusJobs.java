package io.hindcast.spark;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.proof.StaticPurity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The SQL jobs of the flights and of the corpus of purity, TPC-H among it, each with its inputs. */
final class CorpusJobs {

    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));

    /**
     * A job.
     *
     * @param inputs by name, without the target partitions
     */
    record CorpusJob(AssetDeclaration asset, SqlJob sql, Map<String, JobInput> inputs, JobSignature signature) {}

    private CorpusJobs() {}

    /** By name. */
    static SortedMap<String, CorpusJob> all() {
        SortedMap<String, CorpusJob> jobs = new TreeMap<>();
        for (String folder : List.of("jobs/flights", "src/test/resources/purity")) {
            var declaration = WarehouseFolder.read(HOME.resolve(folder), Map.of())
                    .orThrow()
                    .declaration();
            JobInspector inspector = new Keeping(new SparkJobInspector(List.of(), new StaticPurity()), jobs);
            new WarehouseResolver(inspector, source -> List.of(), (source, column) -> new TreeSet<>())
                    .resolve(declaration);
        }
        return jobs;
    }

    /** Keeps jobs, also of warehouses that have problems. */
    private record Keeping(JobInspector inspector, SortedMap<String, CorpusJob> jobs) implements JobInspector {

        @Override
        public SortedSet<String> relations(AssetDeclaration asset) {
            return inspector.relations(asset);
        }

        @Override
        public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
            return asset.job()
                    .match(
                            sql -> {
                                JobSignature signature = inspector.signature(asset, inputs);
                                jobs.put(asset.name(), new CorpusJob(asset, sql, inputs, signature));
                                return signature;
                            },
                            // Its jar is packed later than tests run.
                            java -> new JobSignature(asset.columns(), "f2:0", Map.of(), ""));
        }

        @Override
        public void requireComputable(SourceDeclaration source) {
            inspector.requireComputable(source);
        }
    }
}
