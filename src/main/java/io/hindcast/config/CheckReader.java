package io.hindcast.config;

import io.hindcast.asset.Check;
import io.hindcast.problem.DeclarationProblems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code checks: {rows: ">= 1", unique: [ds, carrier], not_null: [carrier], same: {column: n, within: 20%}}}. */
final class CheckReader {

    private static final Pattern ROWS = Pattern.compile("(>=|>|<=|<|=)\\s*(\\d{1,18})");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*%");
    private static final String ROWS_FORM = "one of >=, >, <=, <, = and a number of at most 18 digits";
    private static final String ROWS_EXAMPLE = "rows: \">= 1\"";
    private static final String UNIQUE_EXAMPLE = "unique: [ds, carrier]";
    private static final String NOT_NULL_EXAMPLE = "not_null: [carrier]";
    private static final String SAME_EXAMPLE = "same: {column: n, within: 20%}";

    private CheckReader() {}

    /** The checks that could be read; problems are noted. */
    static List<Check> read(Optional<YamlValue> value) {
        List<Check> checks = new ArrayList<>();
        value.flatMap(v -> v.mapping("checks: {" + ROWS_EXAMPLE + "}")).ifPresent(mapping -> {
            mapping.optional("rows").flatMap(CheckReader::rows).ifPresent(checks::add);
            mapping.optional("unique").ifPresent(v -> unique(v).forEach(checks::add));
            mapping.optional("not_null")
                    .flatMap(v -> v.texts(NOT_NULL_EXAMPLE))
                    .map(Check.NotNull::new)
                    .ifPresent(checks::add);
            mapping.optional("same").flatMap(CheckReader::same).ifPresent(checks::add);
            mapping.refuseOthers();
        });
        return checks;
    }

    private static Optional<Check> rows(YamlValue value) {
        return value.text(ROWS_EXAMPLE).flatMap(text -> {
            Matcher matcher = ROWS.matcher(text.strip());
            if (!matcher.matches()) {
                return value.refuse(DeclarationProblems.illegalCheck("rows", text, ROWS_FORM, ROWS_EXAMPLE));
            }
            Check.Comparison comparison = Stream.of(Check.Comparison.values())
                    .filter(c -> c.sign().equals(matcher.group(1)))
                    .findFirst()
                    .orElseThrow();
            return Optional.of(new Check.Rows(comparison, Long.parseLong(matcher.group(2))));
        });
    }

    /** One combination of columns, or a list of such. */
    private static List<Check> unique(YamlValue value) {
        if (!value.isList()) {
            return combinations(List.of(value));
        }
        return value.list(UNIQUE_EXAMPLE)
                .map(items -> combinations(items.stream().anyMatch(YamlValue::isList) ? items : List.of(value)))
                .orElse(List.of());
    }

    private static List<Check> combinations(List<YamlValue> values) {
        return values.stream()
                .flatMap(combination -> combination.texts(UNIQUE_EXAMPLE).stream())
                .<Check>map(Check.Unique::new)
                .toList();
    }

    private static Optional<Check> same(YamlValue value) {
        return value.mapping(SAME_EXAMPLE).flatMap(mapping -> {
            Optional<String> column = mapping.required("column", SAME_EXAMPLE).flatMap(v -> v.text(SAME_EXAMPLE));
            Optional<BigDecimal> within =
                    mapping.required("within", SAME_EXAMPLE).flatMap(CheckReader::share);
            mapping.refuseOthers();
            return column.flatMap(c -> within.map(w -> new Check.Same(c, w)));
        });
    }

    private static Optional<BigDecimal> share(YamlValue value) {
        return value.text(SAME_EXAMPLE).flatMap(text -> {
            Matcher matcher = SHARE.matcher(text.strip());
            return matcher.matches()
                    ? Optional.of(new BigDecimal(matcher.group(1)).movePointLeft(2))
                    : value.refuse(DeclarationProblems.illegalCheck(
                            "same", "within: " + text, "a share of the sum in percent", SAME_EXAMPLE));
        });
    }
}
