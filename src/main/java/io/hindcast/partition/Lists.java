package io.hindcast.partition;

import java.util.ArrayList;
import java.util.List;

/** Lists of coordinates and slices, one longer than another. */
final class Lists {

    private Lists() {}

    static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    static <T> List<T> plusFirst(T first, List<T> list) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.add(first);
        longer.addAll(list);
        return List.copyOf(longer);
    }
}
