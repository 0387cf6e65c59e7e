package io.hindcast.config;

import io.hindcast.asset.PurityRule;
import io.hindcast.problem.FileProblems;
import io.hindcast.problem.PurityProblems;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code allows: {floating_sum: "only whole numbers are added"}}. */
final class AllowsReader {

    private static final String EXAMPLE = "allows: {floating_sum: \"only whole numbers are added\"}";

    private AllowsReader() {}

    /** Each rule that is allowed, with the reason. */
    static Map<PurityRule, String> read(Optional<YamlValue> value) {
        Map<PurityRule, String> allows = new EnumMap<>(PurityRule.class);
        value.flatMap(v -> v.mapping(EXAMPLE))
                .ifPresent(mapping -> mapping.all().forEach(reason -> read(reason, allows)));
        return allows;
    }

    private static void read(YamlValue reason, Map<PurityRule, String> allows) {
        Optional<PurityRule> rule = PurityRule.of(reason.name());
        if (rule.isEmpty()) {
            reason.refuse(FileProblems.unknownKey(reason.name(), "allows", PurityRule.words()));
        } else if (reason.isEmpty() || reason.isWord("true")) {
            reason.refuse(PurityProblems.reasonMissing(reason.name()));
        } else {
            reason.text(EXAMPLE).ifPresent(text -> allows.put(rule.get(), text));
        }
    }
}
