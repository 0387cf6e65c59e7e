package io.hindcast.asset;

import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.Mapping;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeDimension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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

    /** A set, and the partitions inside {@code within} that read one of it, directly or through others. */
    public PartitionSet withReadersOfItself(PartitionSet partitions, PartitionSet within) {
        return self.flatMap(own -> declaration.self().map(rule -> Closure.downstream(own, rule)))
                .map(closure -> closure.of(partitions, within))
                .orElse(partitions);
    }

    /** A set, and the partitions inside {@code within} that one of it reads, directly or through others. */
    public PartitionSet withReadOfItself(PartitionSet partitions, PartitionSet within) {
        return self.flatMap(own -> declaration.self().map(rule -> Closure.upstream(own, rule)))
                .map(closure -> closure.of(partitions, within))
                .orElse(partitions);
    }

    /**
     * A set, and beside it what a job that simply groups by its partition columns gives rows of as well, since it is shown
     * what they are made from: other keys of dimensions by which some input is not cut, and other parts of a period of
     * which some input is read whole.
     */
    public PartitionSet withAllShown(PartitionSet partitions) {
        PartitionSet periods = partitions;
        for (Input input : coarserInputs()) {
            PartitionSet read = input.readBy(partitions);
            PartitionSet readers = input.readersOf(read);
            // Of a window a reader sees one part, and another one sees the rest.
            if (input.readBy(readers).equals(read)) {
                periods = periods.union(readers);
            }
        }
        return withKeysShown(periods);
    }

    private PartitionSet withKeysShown(PartitionSet partitions) {
        List<Integer> shown = IntStream.range(0, partitioning.dimensions().size())
                .filter(at -> showsAllKeysOf(partitioning.dimensions().get(at)))
                .boxed()
                .toList();
        if (shown.isEmpty()) {
            return partitions;
        }
        List<Dimension> dimensions = partitioning.dimensions();
        return PartitionSet.unionAll(
                partitioning,
                partitions.parts().stream()
                        .map(box -> {
                            List<Slice> slices = new ArrayList<>(box.slices());
                            shown.forEach(
                                    at -> slices.set(at, dimensions.get(at).domain()));
                            return PartitionSet.box(partitioning, slices);
                        })
                        .toList());
    }

    /** Whether some input is read alike for one key of a dimension and for all. */
    public boolean showsAllKeysOf(Dimension dimension) {
        if (!(dimension instanceof KeyDimension)) {
            return false;
        }
        PartitionSet all = partitioning.domain();
        SortedSet<String> keys = all.keys(dimension.column());
        if (keys.size() < 2) {
            return false;
        }
        PartitionSet one = all.restrictKeys(dimension.column(), new TreeSet<>(Set.of(keys.first())));
        return inputs.stream().anyMatch(input -> input.readBy(one).equals(input.readBy(all)));
    }

    /** The inputs whose periods are longer than its own, the longest first: what one reads is shown to many partitions. */
    public List<Input> coarserInputs() {
        Optional<TimeDimension> own = partitioning.time();
        return own.isEmpty()
                ? List.of()
                : inputs.stream()
                        .filter(input -> input.grain()
                                .filter(grain ->
                                        grain.compareTo(own.get().grid().grain()) > 0)
                                .isPresent())
                        .sorted(Comparator.comparing(
                                        (Input input) -> input.grain().orElseThrow())
                                .reversed())
                        .toList();
    }

    /**
     * A set cut in two where a period of a coarser input ends, so that no two attempts read the same period, as long as
     * that can be; then anywhere. Empty when there are no two partitions.
     */
    public Optional<PartitionSet.Halves> halvesOf(PartitionSet partitions) {
        for (Input input : coarserInputs()) {
            Optional<PartitionSet.Halves> halves =
                    input.partitioning().time().map(TimeDimension::grid).flatMap(partitions::halvesAt);
            if (halves.isPresent()) {
                return halves;
            }
        }
        return partitions.halves();
    }

    /** Which columns of an input make a difference to its rows; those of a partition say nothing that it does not. */
    public ReadColumns columnsOf(Input input) {
        Map<String, ReadColumns> reads = signature.reads();
        Optional<ReadColumns> read = Optional.ofNullable(reads.get(input.name()));
        if (input.name().equals(SELF)) {
            // A job may name its own other partitions in either way.
            Optional<ReadColumns> byName = Optional.ofNullable(reads.get(name()));
            read = read.map(columns -> byName.map(columns::and).orElse(columns)).or(() -> byName);
        }
        return read.orElse(ReadColumns.everything()).without(givenColumns(input));
    }

    /**
     * What of its result is touched when an input changed; empty where the job does not look at what changed.
     *
     * @param isSpared whether who reads these columns of the input finds what was there before
     */
    public Optional<TouchedColumns> touchedBy(Input input, Predicate<ReadColumns> isSpared) {
        if (isSpared.test(columnsOf(input))) {
            return Optional.empty();
        }
        List<String> known = givenColumns(input);
        return Optional.of(inPlace(
                signature.parts().lineage().touched(input.name(), reads -> isSpared.test(reads.without(known)))));
    }

    /**
     * What of its result other code of its job may have given otherwise.
     *
     * @param recorded the fingerprint of that code
     * @param columns the fingerprints of its parts, as far as they were recorded
     */
    public TouchedColumns touchedSince(String recorded, Map<String, String> columns) {
        return inPlace(signature.touchedSince(recorded, columns));
    }

    /** Where a partition column is touched, rows may have changed their partition. */
    private TouchedColumns inPlace(TouchedColumns touched) {
        ReadColumns places = ReadColumns.of(partitionColumns(partitioning));
        return touched.spares(places) ? touched : TouchedColumns.everything();
    }

    private static List<String> partitionColumns(Partitioning partitioning) {
        return partitioning.dimensions().stream().map(Dimension::column).toList();
    }

    /** The columns of its rows that a partition of an input gives, and of one that is read as it was the reader's. */
    private List<String> givenColumns(Input input) {
        List<String> given = new ArrayList<>(partitionColumns(input.partitioning()));
        if (input.isAsOf()) {
            partitioning.time().map(TimeDimension::column).ifPresent(given::add);
        }
        return given;
    }

    /** How far its job is a pure function. */
    public Purity purity() {
        return new Purity(declaration, signature.findings());
    }

    /** The same with other inputs, each in the place of the one that it is made of. */
    public Asset withInputs(UnaryOperator<Input> change) {
        return new Asset(declaration, partitioning, inputs.stream().map(change).toList(), self, signature);
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

        /** How long its periods are; empty where it has none. */
        Optional<Grain> grain() {
            return partitioning().time().map(time -> time.grid().grain());
        }

        /** How the input is partitioned. */
        public Partitioning partitioning() {
            return mapping.upstream();
        }

        /**
         * Which columns alone decide whether a partition reads one of it; empty where that is not all there is to it.
         * Without any, every partition reads all of it.
         */
        public Optional<List<AlignedColumn>> alignedColumns() {
            return isAsOf()
                    ? Optional.empty()
                    : mapping.alignments()
                            .map(all -> all.stream()
                                    .map(each -> new AlignedColumn(each.downstream(), each.upstream(), each.offsets()))
                                    .toList());
        }

        /** Which of its partitions are read, in words. */
        public String description() {
            return mapping.description();
        }

        /** The same, where changes of it mean something else. */
        public Input under(InputDeclaration.ChangePolicy other) {
            return new Input(name, mapping, requirement, other);
        }

        /** Whether a change of it makes built partitions out of date. */
        public boolean isStrict() {
            return changes != InputDeclaration.ChangePolicy.IGNORE;
        }

        /** Whether each partition reads it as it was then ({@code as_of: partition}). */
        public boolean isAsOf() {
            return changes == InputDeclaration.ChangePolicy.AS_OF_PARTITION;
        }

        /** Whether each partition reads what was loaded until it was over. */
        public boolean isAsOfLoads() {
            return isAsOf() && partitioning().time().isEmpty();
        }

        /** Whether each partition reads the newest of its snapshots that is there. */
        public boolean isAsOfSnapshots() {
            return isAsOf() && partitioning().time().isPresent();
        }

        /** The same, where it is known which of its periods hold something; only for snapshots that makes a difference. */
        public Input seeing(IntervalSet there) {
            return new Input(name, mapping.seeing(there), requirement, changes);
        }

        /** Of snapshots which period a period is shown. */
        public long shown(long period) {
            return mapping.shown(period);
        }

        /** Of partitions of the asset those that are shown what was loaded into the input at a moment. */
        public PartitionSet shownLoadsOf(Instant loaded, PartitionSet partitions) {
            return partitions
                    .partitioning()
                    .time()
                    .map(time -> partitions.restrictTime(
                            IntervalSet.of(time.grid().firstIncomplete(loaded), Long.MAX_VALUE)))
                    .orElse(partitions);
        }

        /** Whether every partition of the asset reads the first partition of the input: all of it, or all that came before. */
        public boolean isReadByAll() {
            PartitionSet upstream = partitioning().domain();
            IntervalSet times = partitioning().time().isPresent() ? upstream.timeIntervals() : IntervalSet.empty();
            PartitionSet first = times.isEmpty() ? upstream : upstream.restrictTime(IntervalSet.point(times.first()));
            return !first.isEmpty()
                    && readersOf(first).equals(mapping.downstream().domain());
        }

        /** The partitions of the input, inside its declared range, that partitions of the asset read. */
        public PartitionSet readBy(PartitionSet partitions) {
            return mapping.upstreamOf(partitions).inside();
        }

        /** Whether partitions of the asset map to some that lie outside the input's declared range. */
        public boolean isCutOffFor(PartitionSet partitions) {
            return !mapping.upstreamOf(partitions).outside().isEmpty();
        }

        /** The partitions of the asset that read partitions of the input. */
        public PartitionSet readersOf(PartitionSet partitions) {
            return mapping.downstreamOf(partitions);
        }
    }
}
