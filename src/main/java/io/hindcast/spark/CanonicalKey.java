package io.hindcast.spark;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The text of all that the signature of a SQL job depends on. */
final class CanonicalKey {

    private CanonicalKey() {}

    static String of(AssetDeclaration asset, SqlJob job, Map<String, List<Column>> inputs) {
        Map<String, String> mappings = new TreeMap<>();
        asset.inputs().forEach((name, input) -> mappings.put(name, input.mappingText()));
        return String.join(
                "\n",
                asset.name(),
                asset.partitioning().toString(),
                asset.columns().toString(),
                asset.self().toString(),
                mappings.toString(),
                new TreeMap<>(inputs).toString(),
                job.text());
    }
}
