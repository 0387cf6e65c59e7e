package io.hindcast.asset;

import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Place;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An asset as its file declares it, before anything is known of the other files.
 *
 * @param inputs by name: what the declaration says of inputs; not those that the SELECT alone names
 * @param retain how long partitions are kept
 * @param path where the table lies, absolute or a Hadoop URI
 * @param columns the columns of the result in order, which must be declared where the job reads the asset's own other
 *     partitions; else empty when the job alone tells them
 * @param allows what its author means although it keeps the job from being pure, each with the reason
 */
public record AssetDeclaration(
        String name,
        Partitioning partitioning,
        Job job,
        Map<String, InputDeclaration> inputs,
        Optional<SelfRule> self,
        Optional<Period> retain,
        List<Check> checks,
        SortedSet<String> tags,
        String path,
        List<Column> columns,
        Places places,
        Map<PurityRule, String> allows) {

    public AssetDeclaration {
        inputs = Map.copyOf(inputs);
        checks = List.copyOf(checks);
        columns = List.copyOf(columns);
        allows = Collections.unmodifiableMap(new TreeMap<>(allows));
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    /** The same with its table elsewhere. */
    AssetDeclaration at(String otherPath) {
        return new AssetDeclaration(
                name, partitioning, job, inputs, self, retain, checks, tags, otherPath, columns, places, allows);
    }

    /** Where it begins. */
    public Place place() {
        return places.whole();
    }
}
