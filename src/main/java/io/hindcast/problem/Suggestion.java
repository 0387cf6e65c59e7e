package io.hindcast.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** The candidate that {@code typed} is a slip of: at most one slip in three letters, the nearest, then the first. */
    public static Optional<String> nearest(String typed, Collection<String> candidates) {
        // As word processors quote: nobody means these.
        String word = typed.replaceAll("[\\u2018-\\u201F\\u00AB\\u00BB]", "");
        int allowed = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> slips(word, candidate) <= allowed)
                .min(Comparator.comparingInt((String candidate) -> slips(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters were added, left out, mistaken or swapped with their neighbour. */
    private static int slips(String typed, String meant) {
        int[][] slips = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                slips[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(slips, typed, meant, i, j);
            }
        }
        return slips[typed.length()][meant.length()];
    }

    private static int fewest(int[][] slips, String typed, String meant, int i, int j) {
        int mistaken = slips[i - 1][j - 1] + (typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(mistaken, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && typed.charAt(i - 1) == meant.charAt(j - 2)
                && typed.charAt(i - 2) == meant.charAt(j - 1);
        return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
    }
}
