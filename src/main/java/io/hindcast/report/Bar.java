package io.hindcast.report;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import java.util.EnumMap;
import java.util.Map;

/**
 * The standings of an asset in one line of cells. Along time where the asset has time: each cell is a stretch of it and
 * shows the gravest standing there, so that one bad day in a year is seen. Otherwise by counts.
 */
final class Bar {

    private Bar() {}

    static char mark(Standing standing) {
        return switch (standing) {
            case FRESH -> '#';
            case STALE -> '~';
            case MISSING -> '.';
            case WAITING -> 'w';
            case QUARANTINED -> 'Q';
            case FOREIGN -> 'F';
            case EXPIRED -> 'x';
            case BLOCKED -> 'B';
        };
    }

    static String of(Standings.OfAsset asset, int width) {
        if (asset.sets().isEmpty()) {
            return "";
        }
        boolean hasTime =
                asset.sets().values().iterator().next().partitioning().time().isPresent();
        return hasTime ? alongTime(asset, width) : byCounts(asset, width);
    }

    private static String alongTime(Standings.OfAsset asset, int width) {
        Map<Standing, IntervalSet> times = new EnumMap<>(Standing.class);
        asset.sets().forEach((standing, set) -> times.put(standing, set.timeIntervals()));
        IntervalSet all = IntervalSet.unionAll(times.values());
        long first = all.first();
        long length = all.last() - first + 1;
        int cells = (int) Math.min(width, length);
        StringBuilder bar = new StringBuilder(cells);
        for (int cell = 0; cell < cells; cell++) {
            IntervalSet stretch = IntervalSet.of(first + length * cell / cells, first + length * (cell + 1) / cells);
            bar.append(times.entrySet().stream()
                    .filter(entry -> entry.getValue().intersects(stretch))
                    .map(entry -> mark(entry.getKey()))
                    .findFirst()
                    .orElse(' '));
        }
        return bar.toString();
    }

    private static String byCounts(Standings.OfAsset asset, int width) {
        long count = asset.count();
        int cells = (int) Math.min(width, count);
        StringBuilder bar = new StringBuilder(cells);
        long before = 0;
        // Whoever has a partition has a cell: each end is rounded up, and cells are never fewer than standings allow.
        for (Map.Entry<Standing, PartitionSet> entry : asset.sets().entrySet()) {
            before += entry.getValue().count();
            long end = (before * cells + count - 1) / count;
            while (bar.length() < end) {
                bar.append(mark(entry.getKey()));
            }
        }
        return bar.toString();
    }
}
