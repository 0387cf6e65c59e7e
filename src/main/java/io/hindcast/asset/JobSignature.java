package io.hindcast.asset;

import java.util.List;
import java.util.Map;

/**
 * What can be told of a job without running it.
 *
 * @param columns its output columns in order
 * @param fingerprint "the same code": scheme and hash, such as {@code f1:9c2e...}
 * @param columnFingerprints output column to the fingerprint of its definition
 * @param canonicalCode the text that the fingerprint is the hash of, kept so that later schemes can be computed
 * @param findings what keeps the job from being a pure function of its inputs, in the order of its text
 */
public record JobSignature(
        List<Column> columns,
        String fingerprint,
        Map<String, String> columnFingerprints,
        String canonicalCode,
        List<Finding> findings) {

    public JobSignature {
        columns = List.copyOf(columns);
        columnFingerprints = Map.copyOf(columnFingerprints);
        findings = List.copyOf(findings);
    }

    /** That of a pure job. */
    public JobSignature(
            List<Column> columns, String fingerprint, Map<String, String> columnFingerprints, String canonicalCode) {
        this(columns, fingerprint, columnFingerprints, canonicalCode, List.of());
    }
}
