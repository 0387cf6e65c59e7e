package io.hindcast.config;

import io.hindcast.problem.RetryProblems;
import io.hindcast.retry.Failure.Kind;
import io.hindcast.retry.OwnRetry;
import io.hindcast.retry.RetryWhen;
import io.hindcast.retry.RetryWhen.Comparison;
import io.hindcast.retry.RetryWhen.Reach;
import io.hindcast.retry.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Reads which failures are meant: {@code on: {kind: [executor_lost, store_away], message: "503 Slow Down"}}. Of several keys
 * all must hold, of several values of a key one.
 */
final class RetryWhenReader {

    private static final String EXAMPLE = "on: {kind: [executor_lost, store_away]}";
    private static final String LIST_EXAMPLE = "any: [{kind: resources}, {code: CAST_INVALID_INPUT}]";
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private final ProblemLog log;
    private final OwnClasses classes;

    RetryWhenReader(ProblemLog log, OwnClasses classes) {
        this.log = log;
        this.classes = classes;
    }

    /** Which failures are meant; problems are noted. */
    Optional<RetryWhen> read(YamlValue value) {
        if (value.isWord("always")) {
            return Optional.of(new RetryWhen.Always());
        }
        if (value.isWord("never")) {
            return Optional.of(new RetryWhen.Never());
        }
        int before = log.count();
        Optional<RetryWhen> read = value.isList()
                ? all(value).map(RetryWhenReader::anyOf)
                : value.mapping(EXAMPLE).flatMap(this::condition);
        return read.filter(known -> log.count() == before);
    }

    private Optional<RetryWhen> condition(YamlMapping mapping) {
        List<RetryWhen> parts = new ArrayList<>();
        mapping.optional("kind").flatMap(this::kinds).ifPresent(parts::add);
        part(mapping, "code", this::code).ifPresent(parts::add);
        for (Reach reach : Reach.values()) {
            part(mapping, reach.word(), item -> exception(item, reach)).ifPresent(parts::add);
        }
        for (Comparison comparison : Comparison.values()) {
            part(mapping, comparison.word(), item -> message(item, comparison)).ifPresent(parts::add);
        }
        mapping.optional("class")
                .flatMap(v -> classes.make(v, OwnRetry.WhenRule.class))
                .ifPresent(own -> parts.add(new RetryWhen.OfClass(own)));
        mapping.optional("not").flatMap(this::read).map(RetryWhen.Not::new).ifPresent(parts::add);
        mapping.optional("any").flatMap(this::all).map(RetryWhen.Any::new).ifPresent(parts::add);
        mapping.optional("all").flatMap(this::all).map(RetryWhen.All::new).ifPresent(parts::add);
        mapping.refuseOthers();
        if (mapping.keys().isEmpty()) {
            mapping.required("kind", EXAMPLE);
        }
        return parts.size() == 1
                ? Optional.of(parts.get(0))
                : Optional.of(parts).filter(some -> !some.isEmpty()).map(RetryWhen.All::new);
    }

    private Optional<List<RetryWhen>> all(YamlValue value) {
        return value.list(LIST_EXAMPLE)
                .map(items ->
                        items.stream().flatMap(item -> read(item).stream()).toList());
    }

    /** One value or a list of them, of which one must hold. */
    private static Optional<RetryWhen> part(
            YamlMapping mapping, String key, Function<YamlValue, Optional<RetryWhen>> reader) {
        return mapping.optional(key)
                .map(RetryWhenReader::items)
                .map(items -> items.stream()
                        .flatMap(item -> reader.apply(item).stream())
                        .toList())
                .filter(parts -> !parts.isEmpty())
                .map(RetryWhenReader::anyOf);
    }

    private static List<YamlValue> items(YamlValue value) {
        return value.isList() ? value.list(LIST_EXAMPLE).orElse(List.of()) : List.of(value);
    }

    private static RetryWhen anyOf(List<RetryWhen> parts) {
        return parts.size() == 1 ? parts.get(0) : new RetryWhen.Any(parts);
    }

    /** Words of two kinds: what may be done about a failure, and what gave out. */
    private Optional<RetryWhen> kinds(YamlValue value) {
        List<Kind> kinds = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        for (YamlValue item : items(value)) {
            item.text("kind: executor_lost").ifPresent(word -> {
                Optional<Kind> kind = Kind.of(word).filter(known -> known != Kind.FOREIGN_WRITE);
                Optional<Trouble> trouble = Trouble.of(word);
                kind.ifPresent(kinds::add);
                trouble.ifPresent(troubles::add);
                if (kind.isEmpty() && trouble.isEmpty()) {
                    item.refuse(RetryProblems.unknownKind(word, words()));
                }
            });
        }
        List<RetryWhen> parts = new ArrayList<>();
        if (!kinds.isEmpty()) {
            parts.add(new RetryWhen.OfKind(Set.copyOf(kinds)));
        }
        if (!troubles.isEmpty()) {
            parts.add(new RetryWhen.OfTrouble(Set.copyOf(troubles)));
        }
        return Optional.of(parts).filter(some -> !some.isEmpty()).map(RetryWhenReader::anyOf);
    }

    private static List<String> words() {
        return Stream.concat(
                        Stream.of(Kind.values())
                                .filter(kind -> kind != Kind.FOREIGN_WRITE)
                                .map(Kind::word),
                        Stream.of(Trouble.values()).map(Trouble::word))
                .toList();
    }

    private Optional<RetryWhen> code(YamlValue value) {
        return value.text("code: CAST_INVALID_INPUT")
                .flatMap(text -> CODE.matcher(text).matches()
                        ? Optional.of(new RetryWhen.OfCode(text))
                        : value.refuse(RetryProblems.illegalCode(text)));
    }

    private Optional<RetryWhen> exception(YamlValue value, Reach reach) {
        return value.text(reach.word() + ": java.io.IOException")
                .flatMap(text -> CLASS_NAME.matcher(text).matches()
                        ? Optional.of(new RetryWhen.OfException(text, reach))
                        : value.refuse(RetryProblems.illegalException(text)));
    }

    private Optional<RetryWhen> message(YamlValue value, Comparison comparison) {
        return value.text(comparison.word() + ": '503 Slow Down'").flatMap(text -> {
            if (comparison == Comparison.MATCHES) {
                try {
                    Pattern.compile(text);
                } catch (PatternSyntaxException e) {
                    return value.refuse(RetryProblems.illegalPattern(text, e.getDescription()));
                }
            }
            return Optional.of(new RetryWhen.OfMessage(text, comparison));
        });
    }
}
