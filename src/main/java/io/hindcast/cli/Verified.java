package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.delta.Recomputed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.proof.Verdict;
import io.hindcast.proof.Verifiable;
import io.hindcast.report.VerifyReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of verifying one asset.
 *
 * @param subject what was to be verified
 * @param left what a budget left out
 */
record Verified(Verifiable subject, Verdict verdict, PartitionSet left) {

    /** Nothing was there to verify. */
    static Verified nothing(Verifiable subject) {
        PartitionSet none = PartitionSet.empty(subject.asset().partitioning());
        return new Verified(subject, new Verdict(none, Map.of(), Map.of(), none, Recomputed.Examples.NONE), none);
    }

    VerifyReport.OfAsset reported() {
        Asset asset = subject.asset();
        Map<List<String>, PartitionSet> different = new LinkedHashMap<>();
        verdict.different()
                .forEach((partition, columns) -> different.merge(
                        columns, PartitionSet.of(asset.partitioning(), partition), PartitionSet::union));
        return new VerifyReport.OfAsset(
                asset.name(),
                verdict.equal(),
                different,
                verdict.untold(),
                subject.others(),
                left,
                new VerifyReport.Examples(
                        verdict.examples().table(), verdict.examples().computed()));
    }
}
