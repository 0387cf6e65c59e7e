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
 * @param reads input to the columns of it that make a difference to the result; of an input that is not there all may
 * @param findings what keeps the job from being a pure function of its inputs, in the order of its text
 */
public record JobSignature(
        List<Column> columns,
        String fingerprint,
        Map<String, String> columnFingerprints,
        String canonicalCode,
        Map<String, ReadColumns> reads,
        List<Finding> findings) {

    public JobSignature {
        columns = List.copyOf(columns);
        columnFingerprints = Map.copyOf(columnFingerprints);
        reads = Map.copyOf(reads);
        findings = List.copyOf(findings);
    }

    /** That of a pure job of which nobody knows what it reads. */
    public JobSignature(
            List<Column> columns, String fingerprint, Map<String, String> columnFingerprints, String canonicalCode) {
        this(columns, fingerprint, columnFingerprints, canonicalCode, Map.of(), List.of());
    }
}
