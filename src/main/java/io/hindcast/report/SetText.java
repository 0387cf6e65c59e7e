package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import java.util.regex.Pattern;

/** Sets on one line: whole where they fit, else their first ranges and how many more there are. */
final class SetText {

    private static final int HARDLY_ANYTHING = 12;

    private SetText() {}

    static String shortened(PartitionSet set, int width) {
        String text = set.toString();
        if (text.length() <= width) {
            return text;
        }
        // Keys are percent-encoded, so that a separator is always one.
        boolean isFlat = set.partitioning().dimensions().size() < 2;
        String separator = isFlat ? "," : "|";
        String[] parts = text.split(Pattern.quote(separator), -1);
        StringBuilder kept = new StringBuilder();
        String best = "";
        // From the front, so that a set of a hundred thousand ranges costs no more than what is shown of it.
        for (int i = 0; i < parts.length - 1 && kept.length() < width; i++) {
            kept.append(i == 0 ? "" : separator).append(parts[i]);
            String candidate = kept + " + " + (parts.length - 1 - i) + " more";
            best = candidate.length() <= width ? candidate : best;
        }
        return best.isEmpty() ? Wrap.clipped(text, Math.max(HARDLY_ANYTHING, width)) : best;
    }
}
