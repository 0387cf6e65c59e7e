package io.hindcast.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seconds of one process, or of a figure taken over several.
 *
 * @param seconds name to value: {@code wall} and {@code cpu} of the whole process, and what {@link SessionClock} saw
 */
record Timing(Map<String, Double> seconds) {

    Timing {
        seconds = Map.copyOf(seconds);
    }

    double get(String name) {
        return seconds.getOrDefault(name, Double.NaN);
    }

    /** The median of each figure. */
    static Timing median(List<Timing> timings) {
        Map<String, Double> medians = new TreeMap<>();
        for (String name : timings.get(0).seconds().keySet()) {
            medians.put(
                    name, median(timings.stream().mapToDouble(t -> t.get(name)).toArray()));
        }
        return new Timing(medians);
    }

    /** The median; of an even count the mean of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Each figure of this by that of another. */
    Timing ratio(Timing other) {
        Map<String, Double> ratios = new TreeMap<>();
        seconds.forEach((name, value) -> ratios.put(name, value / other.get(name)));
        return new Timing(ratios);
    }

    /** This with further figures. */
    Timing with(Map<String, Double> more) {
        Map<String, Double> all = new TreeMap<>(seconds);
        all.putAll(more);
        return new Timing(all);
    }
}
