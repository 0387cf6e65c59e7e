package io.hindcast.spark;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import java.util.Map;
import java.util.TreeMap;

/** The text of all that the signature of a SQL job depends on. */
final class CanonicalKey {

    private CanonicalKey() {}

    static String of(AssetDeclaration asset, SqlJob job, Map<String, JobInput> inputs) {
        return String.join(
                "\n",
                asset.name(),
                asset.partitioning().toString(),
                asset.columns().toString(),
                asset.self().toString(),
                new TreeMap<>(inputs).toString(),
                job.place().toString(),
                job.text());
    }
}
