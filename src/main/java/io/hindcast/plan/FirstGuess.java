package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Check;
import io.hindcast.asset.RowShape;
import io.hindcast.partition.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a partition of an asset holds of which none was built yet: guessed from what it reads. The input with the most rows
 * in its own time brings the rows, and others are looked up for them; one that is read whole brings them only where no
 * other is there. A job that groups makes the square root of them, and one row where its unique columns are those of its
 * partitions. It may as well be nothing, or all that is read.
 */
final class FirstGuess {

    /** No file is smaller: what it tells of itself. */
    private static final long SMALLEST_FILE = 2000;

    private FirstGuess() {}

    /** What a partition holds. */
    record Volume(Range rows, Range bytes) {

        static final Volume NOTHING = new Volume(Range.ZERO, Range.ZERO);

        Volume plus(Volume other) {
            return new Volume(rows.plus(other.rows), bytes.plus(other.bytes));
        }

        Volume times(long count) {
            return new Volume(times(rows, count), times(bytes, count));
        }

        Volume share(double part) {
            return part == 1 ? this : new Volume(share(rows, part), share(bytes, part));
        }

        /** Rounded up, for a part of something is not nothing. */
        private static Range share(Range all, double part) {
            return new Range((long) (all.low() * part), (long) Math.ceil(all.likely() * part), (long)
                    Math.ceil(all.high() * part));
        }

        private static Range times(Range each, long count) {
            return new Range(each.low() * count, each.likely() * count, each.high() * count);
        }
    }

    /** How much of an input a partition reads. */
    enum Part {
        SOME_PARTITIONS,
        WHOLE
    }

    /**
     * What a partition reads of an input.
     *
     * @param own what of it lies in its own time
     */
    record Read(Volume all, Volume own, Part part) {}

    static Volume of(Asset asset, List<Read> reads) {
        Volume all = reads.stream().map(Read::all).reduce(Volume.NOTHING, Volume::plus);
        Volume driving = driving(reads);
        long read = driving.rows().likely();
        long rows = rows(asset, read);
        long most = isOneRow(asset) ? rows : Math.max(rows, all.rows().high());
        double share = read == 0 ? 1 : (double) rows / read;
        long bytes = Math.round(driving.bytes().likely() * share);
        bytes = bytes == 0 ? 0 : Math.max(bytes, SMALLEST_FILE);
        return new Volume(
                new Range(0, rows, most),
                new Range(0, bytes, Math.max(bytes, all.bytes().high())));
    }

    private static Volume driving(List<Read> reads) {
        List<Volume> some = new ArrayList<>();
        List<Volume> whole = new ArrayList<>();
        reads.forEach(read -> (read.part() == Part.WHOLE ? whole : some).add(read.own()));
        return (some.isEmpty() ? whole : some)
                .stream()
                        .max(Comparator.comparingLong(
                                        (Volume volume) -> volume.rows().likely())
                                .thenComparing(volume -> volume.bytes().likely()))
                        .orElse(Volume.NOTHING);
    }

    private static long rows(Asset asset, long read) {
        if (isOneRow(asset)) {
            return Math.min(1, read);
        }
        return asset.signature().parts().shape() == RowShape.GROUPED
                ? (long) Math.ceil(Math.sqrt((double) read))
                : read;
    }

    /** Whether a check lets a partition have one row at most. */
    private static boolean isOneRow(Asset asset) {
        Set<String> columns = new HashSet<>();
        asset.partitioning().dimensions().stream().map(Dimension::column).forEach(columns::add);
        return asset.declaration().checks().stream()
                .anyMatch(check -> check instanceof Check.Unique unique && columns.containsAll(unique.columns()));
    }
}
