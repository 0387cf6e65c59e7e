package io.hindcast.interval;

import java.util.Arrays;

/**
 * The operations between two sets as one sweep over the edges of both. What of one lies before or behind all of the other
 * is copied at once. A result that equals the left side is the left side, so that sets which do not change are shared.
 */
final class Sweeps {

    private static final long[] NOTHING = {};

    private Sweeps() {}

    /** Of two sets that are not empty. */
    static long[] union(long[] left, long[] right) {
        boolean leftIsFirst = left[0] <= right[0];
        long[] first = leftIsFirst ? left : right;
        long[] second = leftIsFirst ? right : left;
        long[] union = new long[left.length + right.length];
        int i = firstUntil(first, second[0]);
        int j = 0;
        int size = append(first, 0, i, union, 0);
        while (i < first.length && j < second.length) {
            boolean takesFirst = first[i] <= second[j];
            long from = takesFirst ? first[i] : second[j];
            long until = takesFirst ? first[i + 1] : second[j + 1];
            i += takesFirst ? 2 : 0;
            j += takesFirst ? 0 : 2;
            size = join(from, until, union, size);
        }
        long[] rest = i < first.length ? first : second;
        int next = i < first.length ? i : j;
        while (next < rest.length && size > 0 && rest[next] <= union[size - 1]) {
            size = join(rest[next], rest[next + 1], union, size);
            next += 2;
        }
        return trimmed(union, append(rest, next, rest.length, union, size), left);
    }

    static long[] intersection(long[] left, long[] right) {
        if (left.length == 0 || right.length == 0) {
            return NOTHING;
        }
        int i = firstUntil(left, right[0]);
        int j = firstUntil(right, left[0]);
        int leftEnd = firstFrom(left, right[right.length - 1]);
        int rightEnd = firstFrom(right, left[left.length - 1]);
        long[] both = new long[Math.max(0, leftEnd - i) + Math.max(0, rightEnd - j)];
        int size = 0;
        while (i < leftEnd && j < rightEnd) {
            long from = Math.max(left[i], right[j]);
            long until = Math.min(left[i + 1], right[j + 1]);
            if (from < until) {
                both[size++] = from;
                both[size++] = until;
            }
            boolean leftEndsFirst = left[i + 1] <= right[j + 1];
            i += leftEndsFirst ? 2 : 0;
            j += leftEndsFirst ? 0 : 2;
        }
        return trimmed(both, size, left);
    }

    static boolean intersect(long[] left, long[] right) {
        if (left.length == 0 || right.length == 0) {
            return false;
        }
        int i = firstUntil(left, right[0]);
        int j = firstUntil(right, left[0]);
        while (i < left.length && j < right.length) {
            if (Math.max(left[i], right[j]) < Math.min(left[i + 1], right[j + 1])) {
                return true;
            }
            boolean leftEndsFirst = left[i + 1] <= right[j + 1];
            i += leftEndsFirst ? 2 : 0;
            j += leftEndsFirst ? 0 : 2;
        }
        return false;
    }

    /** What of the left is not in the right. */
    static long[] difference(long[] left, long[] right) {
        if (!intersect(left, right)) {
            return left;
        }
        int i = firstUntil(left, right[0]);
        int j = firstUntil(right, left[i]);
        long[] rest = new long[left.length + right.length - j];
        int size = append(left, 0, i, rest, 0);
        long from = left[i];
        while (i < left.length && j < right.length) {
            long until = Math.min(left[i + 1], right[j]);
            if (from < until) {
                rest[size++] = from;
                rest[size++] = until;
            }
            from = Math.max(from, right[j + 1]);
            if (left[i + 1] <= right[j + 1]) {
                i += 2;
                from = i < left.length ? left[i] : from;
            } else {
                j += 2;
            }
        }
        if (i < left.length) {
            rest[size++] = from;
            rest[size++] = left[i + 1];
            size = append(left, i + 2, left.length, rest, size);
        }
        return trimmed(rest, size, left);
    }

    static boolean contains(long[] all, long[] some) {
        int i = some.length == 0 ? 0 : firstUntil(all, some[0]);
        for (int j = 0; j < some.length; j += 2) {
            while (i < all.length && all[i + 1] <= some[j]) {
                i += 2;
            }
            if (i == all.length || some[j] < all[i] || all[i + 1] < some[j + 1]) {
                return false;
            }
        }
        return true;
    }

    /** What lies in one range, found without walking what lies outside it. */
    static long[] within(long[] edges, long from, long until) {
        if (edges.length > 0 && from <= edges[0] && edges[edges.length - 1] <= until) {
            return edges;
        }
        int first = edgesUpTo(edges, from);
        int last = edgesUpTo(edges, until);
        // An odd number of edges lies before a place inside a range, which is then cut.
        boolean cutsFirst = first % 2 == 1;
        boolean cutsLast = last % 2 == 1;
        long[] cut = new long[last - first + (cutsFirst ? 1 : 0) + (cutsLast ? 1 : 0)];
        System.arraycopy(edges, first, cut, cutsFirst ? 1 : 0, last - first);
        if (cutsFirst) {
            cut[0] = from;
        }
        if (cutsLast) {
            cut[cut.length - 1] = until;
        }
        // A range that only begins where the cut ends leaves nothing.
        int size = cut.length;
        boolean isEmptyAtEnd = size > 0 && cut[size - 2] == cut[size - 1];
        return isEmptyAtEnd ? Arrays.copyOf(cut, size - 2) : cut;
    }

    /** How many edges lie at or before an ordinal: an odd number inside a range. */
    private static int edgesUpTo(long[] edges, long ordinal) {
        int found = Arrays.binarySearch(edges, ordinal);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The place of the first range that reaches up to an ordinal or beyond; behind the last one where none does. */
    private static int firstUntil(long[] edges, long ordinal) {
        int found = Arrays.binarySearch(edges, ordinal);
        int place = found >= 0 ? found : -found - 1;
        return place - place % 2;
    }

    /** The place of the first range that begins at an ordinal or behind it. */
    private static int firstFrom(long[] edges, long ordinal) {
        int found = Arrays.binarySearch(edges, ordinal);
        int place = found >= 0 ? found : -found - 1;
        return place + place % 2;
    }

    private static int join(long from, long until, long[] into, int size) {
        if (size > 0 && from <= into[size - 1]) {
            into[size - 1] = Math.max(into[size - 1], until);
            return size;
        }
        into[size] = from;
        into[size + 1] = until;
        return size + 2;
    }

    private static int append(long[] edges, int from, int until, long[] into, int size) {
        System.arraycopy(edges, from, into, size, until - from);
        return size + until - from;
    }

    private static long[] trimmed(long[] edges, int size, long[] left) {
        if (size == left.length && Arrays.equals(edges, 0, size, left, 0, size)) {
            return left;
        }
        return size == edges.length ? edges : Arrays.copyOf(edges, size);
    }
}
