package io.hindcast.report;

import io.hindcast.run.Fragment;
import io.hindcast.run.RunState;
import io.hindcast.run.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** One line that tells how far a run is. */
final class ProgressLine {

    private static final String GAP = "  ";
    private static final int SMALLEST_BAR = 6;
    private static final int LARGEST_BAR = 20;

    /** On so many columns there is room for the rate, which the time left says as well. */
    private static final int WIDE = 90;

    private static final double MILLIS = 1000.0;

    private ProgressLine() {}

    static String of(RunState state, Duration elapsed, int columns) {
        // The last column stays free: some terminals go to the next line when it is written.
        int width = columns - 1;
        String figures = String.join(GAP, figures(state, elapsed, width));
        TreeSet<String> running = new TreeSet<>();
        state.running().values().stream().map(Fragment::asset).forEach(running::add);
        String names = String.join(", ", running);
        // What is told in words goes first; the bar takes what is left, within bounds.
        int free = width - figures.length() - names.length() - 2 * GAP.length() - "[]".length();
        String bar = bar(state.tally(), Math.max(SMALLEST_BAR, Math.min(LARGEST_BAR, free)));
        return Wrap.clipped(String.join(GAP, bar, figures, names), width);
    }

    private static List<String> figures(RunState state, Duration elapsed, int width) {
        Tally tally = state.tally();
        List<String> parts = new ArrayList<>();
        parts.add(state.stepsDone() + "/" + state.setup().steps().size() + " steps");
        parts.add(Amounts.number(tally.settled()) + "/" + Amounts.number(tally.planned()) + " partitions");
        double seconds = elapsed.toMillis() / MILLIS;
        if (tally.settled() > 0 && seconds > 0) {
            double rate = tally.settled() / seconds;
            if (width >= WIDE) {
                parts.add(rate < 10 ? String.format(Locale.ROOT, "%.1f/s", rate) : Math.round(rate) + "/s");
            }
            parts.add(Amounts.seconds((tally.planned() - tally.settled()) / rate) + " left");
        }
        if (tally.quarantined() > 0) {
            parts.add(Amounts.number(tally.quarantined()) + " quarantined");
        }
        if (state.isStopping()) {
            parts.add("stopping");
        }
        return parts;
    }

    private static String bar(Tally tally, int width) {
        int full = tally.planned() == 0 ? width : (int) (tally.settled() * width / tally.planned());
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
    }
}
