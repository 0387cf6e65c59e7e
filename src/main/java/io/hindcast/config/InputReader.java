package io.hindcast.config;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.InputDeclaration.ChangePolicy;
import io.hindcast.asset.InputDeclaration.Requirement;
import io.hindcast.asset.SelfRule;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.FileProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what a declaration says of its inputs. */
final class InputReader {

    private static final String EXAMPLE = "inputs: {daily_sales: {window: {before: 6}}}";
    private static final String WINDOW_EXAMPLE = "window: {before: 6}";
    private static final String KEYS_EXAMPLE = "keys: {EWR: [JFK, LGA]}";

    /** More partitions than any table has, and far from where sums of ordinals overflow. */
    private static final long FARTHEST = 1_000_000;

    private final Partitioning partitioning;
    private final ProblemLog log;

    InputReader(Partitioning partitioning, ProblemLog log) {
        this.partitioning = partitioning;
        this.log = log;
    }

    /** The inputs that are declared, in order, and which other partitions of itself the asset reads. */
    record Inputs(Map<String, InputDeclaration> declared, Optional<SelfRule> self) {}

    /** The inputs; nothing when a problem was noted. */
    Optional<Inputs> read(Optional<YamlValue> value) {
        int before = log.count();
        Map<String, InputDeclaration> declared = new LinkedHashMap<>();
        Optional<SelfRule> self = Optional.empty();
        if (value.isPresent() && value.get().isList()) {
            for (YamlValue item : value.get().list(EXAMPLE).orElse(List.of())) {
                item.text("inputs: [flights, planes]").ifPresent(name -> {
                    InputDeclaration first = declared.putIfAbsent(name, InputDeclaration.same(item.place()));
                    if (first != null) {
                        item.refuse(DeclarationProblems.duplicateItem(name, "inputs"));
                    }
                });
            }
        } else if (value.isPresent()) {
            for (YamlValue input :
                    value.get().mapping(EXAMPLE).map(YamlMapping::all).orElse(List.of())) {
                if (input.name().equals(Asset.SELF)) {
                    self = input.mapping("self: {before: 1}").flatMap(this::self);
                } else {
                    input(input).ifPresent(declaration -> declared.put(input.name(), declaration));
                }
            }
        }
        return log.count() == before ? Optional.of(new Inputs(declared, self)) : Optional.empty();
    }

    private Optional<InputDeclaration> input(YamlValue value) {
        if (value.isEmpty()) {
            return Optional.of(InputDeclaration.same(value.place()));
        }
        return value.mapping("the input " + value.name(), "inputs: {" + value.name() + ": {all: true}}")
                .map(mapping -> {
                    mapping.elsewhere("before", "window, or to self", "window: {before: 6}, or self: {before: 1}")
                            .elsewhere(
                                    "after",
                                    "window, or to self",
                                    "window: {after: 6}, or self: {before: 2, after: -2}")
                            .elsewhere("chained", "self", "self: {before: 1, chained: true}");
                    MappingRule rule = keys(mapping, time(mapping));
                    Requirement requirement = mapping.optional("require")
                                    .flatMap(v -> v.flag("require: true"))
                                    .orElse(false)
                            ? Requirement.EVERY_PARTITION
                            : Requirement.ARRIVED;
                    ChangePolicy changes = changes(mapping);
                    mapping.refuseOthers();
                    return new InputDeclaration(rule, requirement, changes, mapping.place());
                });
    }

    private MappingRule time(YamlMapping mapping) {
        List<String> said = new ArrayList<>();
        MappingRule rule = MappingRule.same();
        Optional<YamlValue> window = mapping.optional("window");
        Optional<YamlValue> offsets = mapping.optional("offsets");
        Optional<YamlValue> lag = mapping.optional("lag");
        Optional<YamlValue> all = mapping.optional("all");
        if (window.isPresent()) {
            said.add("window");
            rule = window.flatMap(v -> v.mapping(WINDOW_EXAMPLE))
                    .flatMap(this::window)
                    .orElse(rule);
        }
        if (offsets.isPresent()) {
            said.add("offsets");
            rule = MappingRule.offsets(offsets(offsets.get()));
        }
        if (lag.isPresent()) {
            said.add("lag");
            rule = MappingRule.lag(
                    lag.get().integer(-FARTHEST, FARTHEST, "lag: 1").orElse(0));
        }
        if (all.isPresent() && all.get().flag("all: true").orElse(false)) {
            said.add("all");
            rule = MappingRule.whole();
        }
        if (said.size() > 1) {
            log.add(DeclarationProblems.contradiction("the input", said), mapping.placeOf(said.get(1)));
        }
        return rule;
    }

    private Optional<MappingRule> window(YamlMapping mapping) {
        Optional<YamlValue> beforeValue = mapping.optional("before");
        Optional<YamlValue> afterValue = mapping.optional("after");
        mapping.refuseOthers();
        if (beforeValue.isEmpty() && afterValue.isEmpty()) {
            log.add(FileProblems.missingKey("before", "window", WINDOW_EXAMPLE), mapping.place());
        }
        int problems = log.count();
        long before = beforeValue.map(this::reach).orElse(0L);
        long after = afterValue.map(this::reach).orElse(0L);
        if (log.count() > problems) {
            return Optional.empty();
        }
        if (after < -before) {
            log.add(DeclarationProblems.emptyWindow(textOf(before), textOf(after)), mapping.place());
            return Optional.empty();
        }
        return Optional.of(MappingRule.window(before, after));
    }

    private static String textOf(long reach) {
        return reach == Long.MAX_VALUE ? "unbounded" : String.valueOf(reach);
    }

    /** A number of partitions, or without bound. */
    private long reach(YamlValue value) {
        if (value.isWord("unbounded")) {
            return Long.MAX_VALUE;
        }
        OptionalLong number = value.integer(-FARTHEST, FARTHEST, value.name() + ": 6, or unbounded");
        return number.orElse(0);
    }

    private IntervalSet offsets(YamlValue value) {
        IntervalSet offsets = IntervalSet.empty();
        String example = "offsets: [0, -27]";
        for (YamlValue item : value.list(example).orElse(List.of())) {
            OptionalLong offset = item.integer(-FARTHEST, FARTHEST, example);
            if (offset.isPresent() && offsets.contains(offset.getAsLong())) {
                item.refuse(DeclarationProblems.duplicateItem(String.valueOf(offset.getAsLong()), "offsets"));
            } else if (offset.isPresent()) {
                offsets = offsets.union(IntervalSet.point(offset.getAsLong()));
            }
        }
        return offsets.isEmpty() ? IntervalSet.point(0) : offsets;
    }

    private MappingRule keys(YamlMapping mapping, MappingRule rule) {
        Optional<YamlMapping> keys = mapping.optional("keys").flatMap(v -> v.mapping(KEYS_EXAMPLE));
        if (keys.isEmpty()) {
            return rule;
        }
        List<String> columns = partitioning.dimensions().stream()
                .filter(KeyDimension.class::isInstance)
                .map(dimension -> dimension.column())
                .toList();
        List<YamlValue> values = keys.get().all();
        boolean isByColumn = values.stream().anyMatch(YamlValue::isMapping);
        if (!isByColumn && columns.size() == 1) {
            return rule.withKeys(columns.get(0), feeding(values));
        }
        if (columns.isEmpty()) {
            log.add(DeclarationProblems.keysWithoutDimension(), keys.get().place());
            return rule;
        }
        MappingRule result = rule;
        for (YamlValue value : values) {
            if (!columns.contains(value.name())) {
                log.add(DeclarationProblems.keysOfNoColumn(value.name(), columns), value.place());
            } else {
                List<YamlValue> perKey = value.mapping("keys: {" + value.name() + ": {EWR: [JFK, LGA]}}")
                        .map(YamlMapping::all)
                        .orElse(List.of());
                result = result.withKeys(value.name(), feeding(perKey));
            }
        }
        return result;
    }

    private static Map<String, SortedSet<String>> feeding(List<YamlValue> values) {
        Map<String, SortedSet<String>> feeding = new TreeMap<>();
        for (YamlValue value : values) {
            value.texts(KEYS_EXAMPLE).ifPresent(keys -> feeding.put(value.name(), new TreeSet<>(keys)));
        }
        return feeding;
    }

    private ChangePolicy changes(YamlMapping mapping) {
        Optional<YamlValue> changes = mapping.optional("changes");
        Optional<YamlValue> asOf = mapping.optional("as_of");
        if (changes.isPresent() && asOf.isPresent()) {
            log.add(
                    DeclarationProblems.contradiction("the input", List.of("changes", "as_of")),
                    mapping.placeOf("as_of"));
        }
        boolean isIgnored = changes.map(v -> isOneOf(v, "ignore", List.of("ignore", "rebuild")))
                .orElse(false);
        boolean isAsOf =
                asOf.map(v -> isOneOf(v, "partition", List.of("partition"))).orElse(false);
        if (isAsOf) {
            return ChangePolicy.AS_OF_PARTITION;
        }
        return isIgnored ? ChangePolicy.IGNORE : ChangePolicy.REBUILD;
    }

    private static boolean isOneOf(YamlValue value, String wanted, List<String> legal) {
        Optional<String> text = value.text(value.name() + ": " + wanted);
        if (text.isPresent() && !legal.contains(text.get())) {
            value.refuse(DeclarationProblems.notOneOf(value.name(), text.get(), legal));
        }
        return text.filter(wanted::equals).isPresent();
    }

    private Optional<SelfRule> self(YamlMapping mapping) {
        int problems = log.count();
        long before =
                mapping.required("before", "self: {before: 1}").map(this::reach).orElse(1L);
        long after = mapping.optional("after").map(this::reach).orElse(-1L);
        SelfRule.Chaining chaining = mapping.optional("chained")
                        .flatMap(v -> v.flag("chained: true"))
                        .orElse(false)
                ? SelfRule.Chaining.CHAINED
                : SelfRule.Chaining.STEPWISE;
        mapping.refuseOthers();
        if (log.count() > problems) {
            return Optional.empty();
        }
        if (after > -1 || before < -after) {
            log.add(DeclarationProblems.illegalSelf(textOf(before), textOf(after)), mapping.place());
            return Optional.empty();
        }
        IntervalSet offsets = IntervalSet.of(before == Long.MAX_VALUE ? Long.MIN_VALUE : -before, after + 1);
        return Optional.of(new SelfRule(offsets, chaining));
    }
}
