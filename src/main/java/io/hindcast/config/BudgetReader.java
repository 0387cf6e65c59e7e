package io.hindcast.config;

import io.hindcast.run.Budget;
import io.hindcast.run.BudgetText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code budget: {partitions: 500, bytes: 10GB, core_hours: 3, money: 5, wall: 2h, until: "06:00"}}. */
final class BudgetReader {

    private static final String EXAMPLE = "budget: {core_hours: 3, wall: 2h}";

    /** Name to what is expected, and how it is written. */
    private static final Map<String, List<String>> FORMS = Map.of(
            "partitions", List.of("a whole number above 0", "partitions: 500"),
            "bytes", List.of("a number above 0, with kB, MB, GB or TB or without", "bytes: 10GB"),
            "core_hours", List.of("a number above 0", "core_hours: 3"),
            "money", List.of("a number above 0", "money: 5"),
            "wall", List.of("a time in s, m, h or d", "wall: 2h"),
            "until", List.of("a time of day, or a moment with its offset from UTC", "until: \"06:00\""));

    private BudgetReader() {}

    /** The key {@code budget} of a mapping that may have others. */
    static Budget read(YamlMapping mapping) {
        return mapping.optional("budget")
                .flatMap(value -> value.mapping(EXAMPLE))
                .map(BudgetReader::budget)
                .orElse(Budget.NONE);
    }

    private static Budget budget(YamlMapping mapping) {
        Budget all = Budget.NONE;
        for (String name : BudgetText.NAMES) {
            List<String> form = FORMS.get(name);
            if (form != null) {
                all = all.or(mapping.optional(name)
                        .flatMap(value -> limit(name, value, form))
                        .orElse(Budget.NONE));
            }
        }
        mapping.refuseOthers();
        return all;
    }

    private static Optional<Budget> limit(String name, YamlValue value, List<String> form) {
        return value.text(form.get(1))
                .flatMap(text -> BudgetText.parse(name, text).or(() -> value.wrongType(form.get(0), form.get(1))));
    }
}
