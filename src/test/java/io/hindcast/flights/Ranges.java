package io.hindcast.flights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Texts of sets of days, counted out one by one. */
final class Ranges {

    private Ranges() {}

    /** All the days of a text; what is no range of days stands for itself. */
    static SortedSet<String> days(String text) {
        SortedSet<String> days = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("\\.\\.", -1);
            if (ends.length == 2 && ends[0].length() == 10) {
                days.addAll(FlightsWorld.days(ends[0], ends[1]));
            } else {
                days.add(part);
            }
        }
        return days;
    }

    /** One text for many, with days that adjoin in one range. */
    static String joined(List<String> texts) {
        SortedSet<String> days = new TreeSet<>();
        texts.forEach(text -> days.addAll(days(text)));
        List<String> ranges = new ArrayList<>();
        String first = "";
        String last = "";
        for (String day : days) {
            if (!last.isEmpty() && day.equals(after(last))) {
                last = day;
                continue;
            }
            add(ranges, first, last);
            first = day;
            last = day;
        }
        add(ranges, first, last);
        return String.join(",", ranges);
    }

    private static String after(String day) {
        return day.length() == 10 ? LocalDate.parse(day).plusDays(1).toString() : "";
    }

    private static void add(List<String> ranges, String first, String last) {
        if (!first.isEmpty()) {
            ranges.add(first.equals(last) ? first : first + ".." + last);
        }
    }
}
