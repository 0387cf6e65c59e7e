package io.hindcast.report;

import io.hindcast.run.Fragment;
import io.hindcast.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** One line that tells how far a run is. */
final class ProgressLine {

    private static final int BAR = 20;
    private static final double MILLIS = 1000.0;

    private ProgressLine() {}

    static String of(RunState state, Duration elapsed, int columns) {
        long planned = state.tally().planned();
        long settled = state.tally().settled();
        long steps = state.setup().steps().size();
        long stepsDone = state.stepsDone();
        List<String> parts = new ArrayList<>();
        parts.add(bar(settled, planned));
        parts.add(stepsDone + "/" + steps + " steps");
        parts.add(Amounts.number(settled) + "/" + Amounts.number(planned) + " partitions");
        double seconds = elapsed.toMillis() / MILLIS;
        if (settled > 0 && seconds > 0) {
            double rate = settled / seconds;
            parts.add(rate < 10 ? String.format(Locale.ROOT, "%.1f/s", rate) : Math.round(rate) + "/s");
            parts.add(Amounts.seconds((planned - settled) / rate) + " left");
        }
        if (state.tally().quarantined() > 0) {
            parts.add(Amounts.number(state.tally().quarantined()) + " quarantined");
        }
        if (state.isStopping()) {
            parts.add("stopping");
        }
        TreeSet<String> running = new TreeSet<>();
        state.running().values().stream().map(Fragment::asset).forEach(running::add);
        parts.add(String.join(", ", running));
        // The last column stays free: some terminals go to the next line when it is written.
        return Wrap.clipped(String.join("  ", parts), columns - 1);
    }

    private static String bar(long settled, long planned) {
        int full = planned == 0 ? BAR : (int) (settled * BAR / planned);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }
}
