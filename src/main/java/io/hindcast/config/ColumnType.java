package io.hindcast.config;

import io.hindcast.asset.Column;
import io.hindcast.problem.DeclarationProblems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads column types, in Spark's DDL spelling, into the one spelling that is used inside. */
final class ColumnType {

    private static final Map<String, String> SIMPLE = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("boolean", "boolean"),
            Map.entry("tinyint", "tinyint"),
            Map.entry("byte", "tinyint"),
            Map.entry("smallint", "smallint"),
            Map.entry("short", "smallint"),
            Map.entry("int", "int"),
            Map.entry("integer", "int"),
            Map.entry("bigint", "bigint"),
            Map.entry("long", "bigint"),
            Map.entry("float", "float"),
            Map.entry("real", "float"),
            Map.entry("double", "double"),
            Map.entry("date", "date"),
            Map.entry("timestamp", "timestamp"),
            Map.entry("binary", "binary"));

    private static final Pattern DECIMAL = Pattern.compile("(?:decimal|dec|numeric)\\((\\d{1,2}),(\\d{1,2})\\)");
    private static final int MOST_DIGITS = 38;

    private ColumnType() {}

    /** Columns in the order of the file; nothing when a problem was noted. */
    static Optional<List<Column>> columns(YamlValue value) {
        String example = "columns: {code: string, amount: \"decimal(12,2)\"}";
        return value.mapping(example).flatMap(mapping -> {
            List<YamlValue> types = mapping.all();
            if (types.isEmpty()) {
                return value.wrongType("names with types", example);
            }
            List<Column> columns = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            boolean isWhole = true;
            for (YamlValue type : types) {
                Optional<Column> column = column(type);
                isWhole &= column.isPresent();
                if (!seen.add(type.name().toLowerCase(Locale.ROOT))) {
                    type.refuse(DeclarationProblems.duplicateColumn(type.name(), "columns"));
                    isWhole = false;
                }
                column.ifPresent(columns::add);
            }
            return isWhole ? Optional.of(columns) : Optional.empty();
        });
    }

    private static Optional<Column> column(YamlValue type) {
        String lower = type.name().toLowerCase(Locale.ROOT);
        if (lower.isBlank() || lower.startsWith("_")) {
            return type.refuse(DeclarationProblems.reservedName(
                    "a column", type.name(), "columns that begin with _ belong to Hindcast"));
        }
        return type.text(type.name() + ": string").flatMap(text -> {
            String compact = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
            if (compact.startsWith("timestamp_ntz")) {
                return type.refuse(DeclarationProblems.illegalType(
                        text, "tables with it cannot be read by other readers of Delta; timestamp can"));
            }
            Optional<String> normal = normalise(text);
            return normal.isPresent()
                    ? Optional.of(new Column(type.name(), normal.get()))
                    : type.refuse(DeclarationProblems.illegalType(text, "Spark has no such type, or it is cut short"));
        });
    }

    /** The type in lower case without blanks and with one word for each type; nothing when it is no type. */
    static Optional<String> normalise(String text) {
        String type = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*([<>(),:])\\s*", "$1");
        String simple = SIMPLE.get(type);
        if (simple != null) {
            return Optional.of(simple);
        }
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            int digits = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            return digits >= 1 && digits <= MOST_DIGITS && scale <= digits
                    ? Optional.of("decimal(" + digits + "," + scale + ")")
                    : Optional.empty();
        }
        if (type.endsWith(">")) {
            int open = type.indexOf('<');
            return nested(type.substring(0, Math.max(open, 0)), parts(type.substring(open + 1, type.length() - 1)));
        }
        return Optional.empty();
    }

    private static Optional<String> nested(String kind, List<String> parts) {
        List<String> normal = new ArrayList<>();
        for (String part : parts) {
            int colon = kind.equals("struct") ? part.indexOf(':') : -1;
            Optional<String> type = normalise(part.substring(colon + 1));
            if (type.isEmpty() || (kind.equals("struct") && colon < 1)) {
                return Optional.empty();
            }
            normal.add(part.substring(0, colon + 1) + type.get());
        }
        boolean fits = switch (kind) {
            case "array" -> normal.size() == 1;
            case "map" -> normal.size() == 2;
            default -> kind.equals("struct") && !normal.isEmpty();
        };
        return fits ? Optional.of(kind + "<" + String.join(",", normal) + ">") : Optional.empty();
    }

    /** Splits at the commas that stand outside of brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
