package io.hindcast.asset;

import io.hindcast.mapping.Mapping;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.List;
import java.util.Optional;

/**
 * An asset whose inputs are known and whose job was inspected.
 *
 * @param partitioning with all keys listed
 * @param inputs other assets and sources, by name
 * @param self the asset's own other partitions that it reads
 */
public record Asset(
        AssetDeclaration declaration,
        Partitioning partitioning,
        List<Input> inputs,
        Optional<Mapping> self,
        JobSignature signature) {

    /** The name under which jobs read the asset's own other partitions, and commits record that they did. */
    public static final String SELF = "self";

    public Asset {
        inputs = List.copyOf(inputs);
    }

    /** Its own other partitions, as if they were an input named {@link #SELF}; empty when it reads none. */
    public Optional<Input> ownPartitions() {
        return self.map(own ->
                new Input(SELF, own, InputDeclaration.Requirement.ARRIVED, InputDeclaration.ChangePolicy.REBUILD));
    }

    /** Whether it reads other partitions of its own. */
    public boolean readsItself() {
        return self.isPresent();
    }

    /** The partitions of its own, inside its declared range, that partitions of it read. */
    public PartitionSet readOfItself(PartitionSet partitions) {
        return self.map(own -> own.upstreamOf(partitions).inside()).orElse(PartitionSet.empty(partitioning));
    }

    /** The partitions of its own that read partitions of it. */
    public PartitionSet readersOfItself(PartitionSet partitions) {
        return self.map(own -> own.downstreamOf(partitions)).orElse(PartitionSet.empty(partitioning));
    }

    /** Its name. */
    public String name() {
        return declaration.name();
    }

    /** Whether a batch may hold partitions that read each other. */
    public boolean isChained() {
        return declaration
                .self()
                .filter(s -> s.chaining() == SelfRule.Chaining.CHAINED)
                .isPresent();
    }

    /**
     * One input of an asset.
     *
     * @param name the source or asset that is read
     */
    public record Input(
            String name,
            Mapping mapping,
            InputDeclaration.Requirement requirement,
            InputDeclaration.ChangePolicy changes) {

        /** How the input is partitioned. */
        public Partitioning partitioning() {
            return mapping.upstream();
        }

        /** Which of its partitions are read, in words. */
        public String description() {
            return mapping.description();
        }

        /** The partitions of the input, inside its declared range, that partitions of the asset read. */
        public PartitionSet readBy(PartitionSet partitions) {
            return mapping.upstreamOf(partitions).inside();
        }

        /** The partitions of the asset that read partitions of the input. */
        public PartitionSet readersOf(PartitionSet partitions) {
            return mapping.downstreamOf(partitions);
        }
    }
}
