package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of Spark's readers of landing files. Spark passes over an option that it does not know, so that a slip would
 * change what is read without a word.
 */
final class LandingOptions {

    /** What every reader of files knows. */
    private static final List<String> OF_ALL = List.of(
            "pathGlobFilter",
            "recursiveFileLookup",
            "modifiedBefore",
            "modifiedAfter",
            "ignoreCorruptFiles",
            "ignoreMissingFiles");

    private static final List<String> OF_TEXTS = List.of(
            "charset",
            "columnNameOfCorruptRecord",
            "compression",
            "dateFormat",
            "enableDateTimeParsingFallback",
            "encoding",
            "lineSep",
            "locale",
            "mode",
            "multiLine",
            "timeZone",
            "timestampFormat");

    private static final List<String> OF_CSV = List.of(
            "charToEscapeQuoteEscaping",
            "comment",
            "delimiter",
            "emptyValue",
            "enforceSchema",
            "escape",
            "header",
            "ignoreLeadingWhiteSpace",
            "ignoreTrailingWhiteSpace",
            "maxCharsPerColumn",
            "maxColumns",
            "nanValue",
            "negativeInf",
            "nullValue",
            "positiveInf",
            "quote",
            "sep",
            "unescapedQuoteHandling");

    private static final List<String> OF_JSON = List.of(
            "allowBackslashEscapingAnyCharacter",
            "allowComments",
            "allowNonNumericNumbers",
            "allowNumericLeadingZeros",
            "allowSingleQuotes",
            "allowUnquotedControlChars",
            "allowUnquotedFieldNames",
            "primitivesAsString");

    private static final List<String> OF_PARQUET = List.of("datetimeRebaseMode", "int96RebaseMode", "mergeSchema");

    /** The formats with their own options. */
    static final Map<String, List<String>> OF_FORMATS = formats();

    private LandingOptions() {}

    private static Map<String, List<String>> formats() {
        Map<String, List<String>> formats = new LinkedHashMap<>();
        formats.put("csv", joined(OF_CSV, OF_TEXTS));
        formats.put("json", joined(OF_JSON, OF_TEXTS));
        formats.put("parquet", OF_PARQUET);
        formats.put("orc", List.of("mergeSchema"));
        return formats;
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined.stream().sorted().toList();
    }

    /** The options of a declaration; one that the reader of the format does not know is noted. */
    static Map<String, String> read(YamlMapping mapping, String format) {
        List<String> known = joined(OF_FORMATS.getOrDefault(format, List.of()), OF_ALL);
        Map<String, String> options = new LinkedHashMap<>();
        for (YamlValue value : mapping.all()) {
            boolean isKnown = known.stream().anyMatch(option -> option.equalsIgnoreCase(value.name()));
            if (isKnown) {
                value.text(value.name() + ": value").ifPresent(text -> options.put(value.name(), text));
            } else {
                value.refuse(DeclarationProblems.unknownReaderOption(value.name(), format, known));
            }
        }
        return options;
    }
}
