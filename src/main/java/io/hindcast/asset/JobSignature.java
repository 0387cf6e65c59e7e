package io.hindcast.asset;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be told of a job without running it.
 *
 * @param columns its output columns in order
 * @param fingerprint "the same code": scheme and hash, such as {@code f1:9c2e...}
 * @param earlier fingerprints of the same code by earlier schemes
 * @param parts what its result is made of, each by itself
 * @param canonicalCode a text of all that the fingerprint is computed from, kept so that later schemes can be
 * @param reads input to the columns of it that make a difference to the result; of an input that is not there all may
 * @param findings what keeps the job from being a pure function of its inputs, in the order of its text
 */
public record JobSignature(
        List<Column> columns,
        String fingerprint,
        Set<String> earlier,
        JobParts parts,
        String canonicalCode,
        Map<String, ReadColumns> reads,
        List<Finding> findings) {

    public JobSignature {
        columns = List.copyOf(columns);
        earlier = Set.copyOf(earlier);
        reads = Map.copyOf(reads);
        findings = List.copyOf(findings);
    }

    /** That of a pure job of which nobody knows what it reads. */
    public JobSignature(
            List<Column> columns, String fingerprint, Map<String, String> columnFingerprints, String canonicalCode) {
        this(columns, fingerprint, Set.of(), JobParts.unknown(columnFingerprints), canonicalCode, Map.of(), List.of());
    }

    /**
     * Whether this is the code that was recorded so.
     *
     * @param recorded a fingerprint, by the scheme of its day
     */
    public boolean isOf(String recorded) {
        return fingerprint.equals(recorded) || earlier.contains(recorded);
    }

    /** Output column to the fingerprint of what it is computed as; {@link JobParts#ROWS} to that of which rows there are. */
    public Map<String, String> columnFingerprints() {
        return parts.recorded();
    }

    /**
     * What of its result code that was recorded so may have given otherwise.
     *
     * @param recorded the fingerprint of that code, by the scheme of its day
     * @param columns the fingerprints of its parts, as far as they were recorded
     */
    public TouchedColumns touchedSince(String recorded, Map<String, String> columns) {
        return isOf(recorded) ? TouchedColumns.of(Set.of()) : parts.touchedSince(columns);
    }
}
