package io.hindcast.spark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/**
 * Statements that differ from one by a single change: an operator, a keyword, a function, a literal or a column is another,
 * or a conjunct, an item of a list or a whole clause is left out, or two items change places. Not all of them are valid.
 */
final class Mutants {

    private static final Map<String, List<String>> INSTEAD = Map.ofEntries(
            Map.entry("<", List.of("<=", ">")),
            Map.entry("<=", List.of("<", ">=")),
            Map.entry(">", List.of(">=", "<")),
            Map.entry(">=", List.of(">", "<=")),
            Map.entry("=", List.of("<>", "<=>")),
            Map.entry("<>", List.of("=")),
            Map.entry("+", List.of("-")),
            Map.entry("-", List.of("+")),
            Map.entry("*", List.of("+")),
            Map.entry("/", List.of("*")),
            Map.entry("AND", List.of("OR")),
            Map.entry("OR", List.of("AND")),
            Map.entry("NOT", List.of("")),
            Map.entry("IN", List.of("NOT IN")),
            Map.entry("EXISTS", List.of("NOT EXISTS")),
            Map.entry("LIKE", List.of("NOT LIKE")),
            Map.entry("BETWEEN", List.of("NOT BETWEEN")),
            Map.entry("IS", List.of("IS NOT")),
            Map.entry("LEFT", List.of("INNER", "RIGHT", "FULL", "LEFT ANTI")),
            Map.entry("JOIN", List.of("LEFT JOIN", "LEFT SEMI JOIN")),
            Map.entry("DISTINCT", List.of("")),
            Map.entry("SELECT", List.of("SELECT DISTINCT")),
            Map.entry("ALL", List.of("")),
            Map.entry("UNION", List.of("UNION ALL", "INTERSECT", "EXCEPT")),
            Map.entry("DESC", List.of("")),
            Map.entry("ASC", List.of("DESC")),
            Map.entry("DAY", List.of("MONTH")),
            Map.entry("MONTH", List.of("YEAR")),
            Map.entry("YEAR", List.of("MONTH")),
            Map.entry("ELSE", List.of("ELSE 1 +")),
            Map.entry("SUM", List.of("max")),
            Map.entry("MIN", List.of("max")),
            Map.entry("MAX", List.of("min")),
            Map.entry("AVG", List.of("min")),
            Map.entry("COUNT", List.of("max")),
            Map.entry("COUNT_IF", List.of("count")),
            Map.entry("RANK", List.of("dense_rank")),
            Map.entry("COALESCE", List.of("greatest")),
            Map.entry("DATE_ADD", List.of("date_sub")),
            Map.entry("DATE_SUB", List.of("date_add")));

    /** What ends an item of a list, or a conjunct, at its own depth. */
    private static final Set<String> ENDS = new TreeSet<>(List.of(
            ",", "AND", "OR", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "JOIN", "LEFT", "INNER",
            "CROSS", "THEN", "WHEN", "ELSE", "END"));

    private static final Set<String> CLAUSES =
            new TreeSet<>(List.of("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "ELSE"));

    private final List<Token> tokens;
    private final Random random;
    private final SortedMap<String, String> mutants = new TreeMap<>();

    private Mutants(List<Token> tokens, Random random) {
        this.tokens = tokens;
        this.random = random;
    }

    /** Where and what was changed, to the statement. */
    static SortedMap<String, String> of(String sql, Random random) {
        SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
        List<Token> tokens = new ArrayList<>();
        lexer.getAllTokens().forEach(token -> {
            if (token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != SqlBaseLexer.SEMICOLON) {
                tokens.add(token);
            }
        });
        Mutants mutants = new Mutants(List.copyOf(tokens), random);
        for (int i = 0; i < tokens.size(); i++) {
            mutants.replace(i);
            mutants.leaveOut(i);
            mutants.turn(i);
        }
        return mutants.mutants;
    }

    private String word(int i) {
        return i < 0 || i >= tokens.size() ? "" : tokens.get(i).getText().toUpperCase(Locale.ROOT);
    }

    private void replace(int i) {
        INSTEAD.getOrDefault(word(i), List.of()).forEach(other -> keep(i, i + 1, other));
        String text = tokens.get(i).getText();
        switch (tokens.get(i).getType()) {
            case SqlBaseLexer.INTEGER_VALUE -> keep(i, i + 1, Long.toString(Long.parseLong(text) + 1));
            case SqlBaseLexer.DECIMAL_VALUE -> keep(i, i + 1, "1" + text);
            case SqlBaseLexer.STRING_LITERAL -> keep(i, i + 1, "'" + other(text.substring(1, text.length() - 1)) + "'");
            case SqlBaseLexer.IDENTIFIER -> {
                List<String> names = tokens.stream()
                        .filter(token -> token.getType() == SqlBaseLexer.IDENTIFIER)
                        .map(Token::getText)
                        .distinct()
                        .toList();
                for (int more = 0; more < 2; more++) {
                    keep(i, i + 1, names.get(random.nextInt(names.size())));
                }
            }
            default -> {
                // Nothing else has a natural other.
            }
        }
    }

    private static String other(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return LocalDate.parse(text).plusDays(1).toString();
        }
        return text.matches("\\d+")
                ? Long.toString(Long.parseLong(text) + 1)
                : text.startsWith("%") ? text.substring(1) : text + "~";
    }

    /** From a token on to the end of what it begins. */
    private int end(int from, Set<String> ends) {
        int depth = 0;
        int i = from;
        while (i < tokens.size()) {
            String word = word(i);
            if (word.equals("(")) {
                depth++;
            } else if (word.equals(")")) {
                depth--;
            }
            if (depth < 0 || (depth == 0 && ends.contains(word))) {
                return i;
            }
            i++;
        }
        return i;
    }

    private void leaveOut(int i) {
        String word = word(i);
        if (word.equals(",") || word.equals("AND") || word.equals("OR") || word.equals("WHEN")) {
            int from = word.equals("WHEN") ? end(i + 1, Set.of("THEN")) : i;
            keep(i, end(from + 1, ENDS), "");
        }
        boolean isFirst = word.equals("WHERE") || word.equals("SELECT") || word.equals("BY") || word.equals("HAVING");
        int end = end(i + 1, ENDS);
        if (isFirst && (word(end).equals(",") || word(end).equals("AND"))) {
            keep(i + 1, end + 1, "");
        }
        if (CLAUSES.contains(word)) {
            keep(i, end(i + 1, Set.of("GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "END")), "");
        }
        if (word.equals("WHERE") || word.equals("AND") || word.equals("HAVING")) {
            keep(i + 1, i + 1, "NOT");
        }
        if (word.equals("PARTITION")) {
            keep(i, end(i + 1, Set.of("ORDER")), "");
        }
    }

    /** Changes places with the item before. */
    private void turn(int i) {
        if (word(i).equals(",") || word(i).equals("AND")) {
            int start = i;
            int depth = 0;
            while (start > 0 && depth >= 0 && !(depth == 0 && begins(word(start - 1)))) {
                start--;
                depth += word(start).equals(")") ? 1 : word(start).equals("(") ? -1 : 0;
            }
            int first = depth < 0 ? start + 1 : start;
            int end = end(i + 1, ENDS);
            keep(first, end, text(i + 1, end) + " " + tokens.get(i).getText() + " " + text(first, i));
        }
    }

    private static boolean begins(String word) {
        return ENDS.contains(word) || word.equals("SELECT") || word.equals("BY") || word.equals("ON");
    }

    private String text(int from, int until) {
        return String.join(
                " ", tokens.subList(from, until).stream().map(Token::getText).toList());
    }

    private void keep(int from, int until, String instead) {
        String mutant = text(0, from) + " " + instead + " " + text(until, tokens.size());
        mutants.put(String.format(Locale.ROOT, "%04d %s -> %s", from, text(from, until), instead), mutant);
    }
}
