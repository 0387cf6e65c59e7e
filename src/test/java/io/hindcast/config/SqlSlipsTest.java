package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSlipsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 -- for ${ds}, {{ ds }} and @ds",
                "SELECT 1 /* WHERE ds = '{{ ds }}' */",
                "SELECT a.b, `@ds`, `{{x}}` FROM t AS a",
                "SELECT 'it’s – “so”', \"‘\" FROM t",
                "SELECT regexp_replace(at, '(?<year>[0-9]{4})', '${year}') FROM t",
                "SELECT regexp_replace(at, '^([0-9]{4})-', '$1') FROM t",
                "SELECT split(mail, '@home')[1], 'a{ds}b', '{name}' FROM t",
                "SELECT a % b, a %(b), map('a', 1), a & b, x::date, a <%b FROM t",
                "SELECT '${' || 'ds}' FROM t",
                "SELECT '/*--- no header ---*/' FROM t",
            })
    void whatIsPlainSqlIsNone(String statement) {
        assertThat(SqlSlips.of(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'${ds}'",
                "${ds}",
                "#{ds}",
                "'{{ ds }}'",
                "DATE '{{ ds }}'",
                "'{{ ds }} 00:00:00'",
                "@run_date",
                "@@ds",
                "$ds",
                "'{ds}'",
                "'%(ds)s'",
                "<% ds %>",
                "\"${ds}\"",
                "date('${ds}')"
            })
    void whatOtherToolsFillInIsFoundWhereItStands(String placeholder) {
        String before = "SELECT *\nFROM sales\nWHERE ds = ";

        assertThat(SqlSlips.of(before + placeholder)).singleElement().satisfies(slip -> {
            assertThat(slip.problem().code()).isEqualTo("HC-643");
            assertThat(slip.position())
                    .isGreaterThanOrEqualTo(before.length())
                    .isLessThan(before.length() + placeholder.length());
        });
    }

    @Test
    void aTypographicQuoteIsAnsweredWithWhatItWasMeantToEnclose() {
        assertThat(SqlSlips.of("SELECT * FROM sales WHERE shop IN (‘EWR’, ‘JFK’)"))
                .singleElement()
                .satisfies(slip -> assertThat(slip.problem().wayOut()).isEqualTo("did you mean 'EWR' for ‘EWR’?"));
    }

    @Test
    void placeholdersOfOneKindAreOneProblemAndOthersAreTheirOwn() {
        assertThat(SqlSlips.of(
                        "SELECT * FROM {{ source('shop', 'sales') }} {% if x %} WHERE ds > '{{ ds }}' AND ds < '{{ ds }}'"
                                + " {% endif %}"))
                .extracting(slip -> slip.problem().what())
                .containsExactly(
                        "the SELECT has the placeholder {{ source('shop', 'sales') }}",
                        "the SELECT has placeholders: {% if x %}, {% endif %}",
                        "the SELECT has the placeholder {{ ds }}");
    }
}
