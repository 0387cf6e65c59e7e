package io.hindcast.delta;

import io.hindcast.content.ContentHash;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructType;

/** Puts together what the files and the hashing pass of one write say. */
final class WrittenFiles {

    private static final int EXAMPLES = 10;

    private final StepWrite step;
    private final PartitionValues values;
    private final LogPartitions partitions;
    private final ContentHash nothing;

    WrittenFiles(StepWrite step, StructType schema) {
        Partitioning partitioning = step.partitions().partitioning();
        this.step = step;
        this.values = PartitionValues.of(partitioning);
        this.partitions = LogPartitions.of(step.table(), schema);
        this.nothing = ContentHash.ofNothing(
                schema, Schemas.spelled(schema, PartitionOverwrite.partitionColumns(step.table())));
    }

    Written describe(List<AddFile> files, Map<Map<String, String>, ContentHash> hashes) {
        Written written = describe(hashes);
        return new Written(contents(files, written.contents()), written.outside());
    }

    /** Of rows that were hashed and not written: without bytes and files. */
    Written describe(Map<Map<String, String>, ContentHash> hashes) {
        Map<Partition, ContentHash> inside = new HashMap<>();
        List<Written.Example> examples = new ArrayList<>();
        long outside = 0;
        for (Map.Entry<Map<String, String>, ContentHash> entry : hashes.entrySet()) {
            Optional<Partition> partition = values.decode(entry.getKey()).filter(step.partitions()::contains);
            if (partition.isPresent()) {
                inside.put(partition.get(), entry.getValue());
            } else {
                outside += entry.getValue().rows();
                if (examples.size() < EXAMPLES) {
                    examples.add(
                            new Written.Example(entry.getKey(), entry.getValue().rows()));
                }
            }
        }
        SortedMap<Partition, Written.Content> contents = new TreeMap<>();
        step.partitions().partitions().forEach(partition -> {
            ContentHash hash = inside.getOrDefault(partition, nothing);
            contents.put(partition, new Written.Content(0, 0, hash));
        });
        return new Written(contents, new Written.Outside(outside, examples));
    }

    private SortedMap<Partition, Written.Content> contents(
            List<AddFile> files, SortedMap<Partition, Written.Content> hashed) {
        Map<Partition, List<AddFile>> byPartition = new HashMap<>();
        for (AddFile file : files) {
            partitions
                    .of(file)
                    .ifPresent(p -> byPartition
                            .computeIfAbsent(p, any -> new ArrayList<>())
                            .add(file));
        }
        SortedMap<Partition, Written.Content> contents = new TreeMap<>();
        hashed.forEach((partition, content) -> {
            List<AddFile> own = byPartition.getOrDefault(partition, List.of());
            ContentHash hash = content.hash();
            requireSameCount(partition, own, hash);
            contents.put(
                    partition,
                    new Written.Content(own.stream().mapToLong(AddFile::size).sum(), own.size(), hash));
        });
        return contents;
    }

    /** Files and hashes count rows independently: a difference is a defect, found before it is visible. */
    private static void requireSameCount(Partition partition, List<AddFile> files, ContentHash hash) {
        long rows = 0;
        for (AddFile file : files) {
            if (file.numLogicalRecords().isEmpty()) {
                return;
            }
            rows += (Long) file.numLogicalRecords().get();
        }
        if (rows != hash.rows()) {
            throw new IllegalStateException(
                    partition + " has " + rows + " rows in its files, and " + hash.rows() + " were hashed");
        }
    }
}
