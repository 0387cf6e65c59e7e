package io.hindcast.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells only where a statement ends; what it says is read by Spark's own parser. Strings, quoted names and comments are
 * stepped over.
 */
final class SqlText {

    private static final Pattern TOKEN = Pattern.compile("(?<skip>\\s++|--[^\\n]*+|/\\*(?s:.*?)\\*/)"
            + "|(?<quoted>'[^'\\\\]*+(?:\\\\(?s:.)[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\(?s:.)[^\"\\\\]*+)*+\"|`[^`]*+`)"
            + "|(?<end>;)"
            + "|(?<other>(?s:.))");

    private SqlText() {}

    /** Whether there is nothing but blanks and comments. */
    static boolean isBlank(String text) {
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("skip") == null) {
                return false;
            }
        }
        return true;
    }

    /** Where a second statement begins: the first thing that stands after a semicolon. */
    static Optional<Integer> secondStatement(String text) {
        boolean ended = false;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("end") != null) {
                ended = true;
            } else if (ended && token.group("skip") == null) {
                return Optional.of(token.start());
            }
        }
        return Optional.empty();
    }
}
