package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import java.time.Instant;

/** Finds what a command is about in the warehouse. */
final class Subjects {

    private Subjects() {}

    /**
     * One partition of an asset.
     *
     * @param asset whose
     * @param partition one of its partitions, declared or not
     */
    record OnePartition(Asset asset, Partition partition) {}

    /** An asset by its name. */
    static Asset asset(Warehouse warehouse, String name) {
        return warehouse
                .asset(name)
                .orElseThrow(() -> Problems.raise(
                        warehouse.isSource(name)
                                ? UsageProblems.sourceNamed(name)
                                : UsageProblems.unknownAsset(
                                        name,
                                        warehouse.assets().stream()
                                                .map(Asset::name)
                                                .toList())));
    }

    /**
     * Some partitions of an asset.
     *
     * @param asset whose
     * @param partitions of it, declared or not
     */
    record Range(Asset asset, PartitionSet partitions) {

        /** Whether it is a single one. */
        boolean isOne() {
            return partitions.isBounded() && partitions.count() == 1;
        }
    }

    /**
     * What {@code ASSET[@SET]} means; without a set all that exist.
     *
     * @param now the moment that open ranges end at
     */
    static Range range(Warehouse warehouse, String text, Instant now) {
        int at = text.indexOf('@');
        Asset asset = asset(warehouse, at < 0 ? text : text.substring(0, at));
        return new Range(
                asset,
                at < 0 ? asset.partitioning().extent(now) : asset.partitioning().parse(text.substring(at + 1)));
    }

    /** What {@code ASSET@PARTITION} means. */
    static OnePartition partition(Warehouse warehouse, String text) {
        int at = text.indexOf('@');
        Asset asset = asset(warehouse, at < 0 ? text : text.substring(0, at));
        return new OnePartition(asset, asset.partitioning().parsePartition(at < 0 ? "*" : text.substring(at + 1)));
    }
}
