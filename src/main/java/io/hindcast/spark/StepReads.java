package io.hindcast.spark;

import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an attempt really read, as the plans tell that were carried out for it.
 *
 * @param inputs declared input to what was read of it, {@code self} for the asset's own other partitions; those that
 *     were not read are not there
 * @param planned inputs that the plans speak of, also those that it did not come to reading
 * @param own descriptions of reads of the asset's own table that are not those of {@code self}
 * @param others descriptions of what is no input at all
 * @param sight whether anything may have been read that is not told here
 */
public record StepReads(
        Map<String, OfInput> inputs,
        Set<String> planned,
        SortedSet<String> own,
        SortedSet<String> others,
        Sight sight) {

    public StepReads {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        planned = Set.copyOf(planned);
        own = Collections.unmodifiableSortedSet(new TreeSet<>(own));
        others = Collections.unmodifiableSortedSet(new TreeSet<>(others));
    }

    /** Inputs with what was read of them, for the record. */
    Map<String, InputRead> notedIn(Map<String, InputRead> pinned) {
        Map<String, InputRead> noted = new TreeMap<>(pinned);
        inputs.forEach((input, read) -> noted.computeIfPresent(input, (name, known) -> known.reading(read.read())));
        return noted;
    }

    /** Whether all was seen. */
    public enum Sight {
        /** Nothing was read but what is told. */
        CLEAR,
        /** Something was computed of which no plan tells. */
        CLOUDED
    }

    /**
     * What was read of an input.
     *
     * @param versions of its table; more than one when it was read in more than one way
     * @param others descriptions of files of it that are of no version that is known
     * @param read the partitions that were read
     * @param used those of them whose rows could matter to the result
     * @param usedBy the same by the period of the target to whose result they could matter, every target among them; empty
     *     where nothing tells
     * @param there all partitions with files among those that the job was given; empty when it was given none
     * @param grade whether the partitions tell all
     */
    public record OfInput(
            SortedSet<Long> versions,
            List<String> others,
            PartitionSet read,
            PartitionSet used,
            Map<Long, PartitionSet> usedBy,
            PartitionSet there,
            Grade grade) {

        public OfInput {
            versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
            others = List.copyOf(others);
            usedBy = Map.copyOf(usedBy);
        }

        /** What was used for each of the targets, as far as that is told; else for all of them together. */
        public List<BatchRead> reads(PartitionSet targets) {
            return usedBy.isEmpty()
                    ? List.of(new BatchRead(targets, there, used))
                    : usedBy.entrySet().stream()
                            .map(each -> new BatchRead(
                                    targets.restrictTime(IntervalSet.point(each.getKey())), there, each.getValue()))
                            .toList();
        }

        private static Map<Long, PartitionSet> both(Map<Long, PartitionSet> one, Map<Long, PartitionSet> other) {
            Map<Long, PartitionSet> both = new HashMap<>();
            if (!one.isEmpty() && !other.isEmpty()) {
                both.putAll(one);
                other.forEach((target, used) -> both.merge(target, used, PartitionSet::union));
            }
            return both;
        }

        OfInput and(OfInput more) {
            SortedSet<Long> all = new TreeSet<>(versions);
            all.addAll(more.versions);
            List<String> strange = new ArrayList<>(others);
            strange.addAll(more.others);
            Grade worse = grade == Grade.EXACT ? more.grade : grade;
            return new OfInput(
                    all,
                    strange,
                    read.union(more.read),
                    used.union(more.used),
                    both(usedBy, more.usedBy),
                    there.union(more.there),
                    worse);
        }
    }

    /** How well the partitions are known. */
    public enum Grade {
        /** Each file is of one partition, and was read through the input. */
        EXACT,
        /** There are files whose rows may lie in any partition, or files were read by their names. */
        ROUGH
    }
}
