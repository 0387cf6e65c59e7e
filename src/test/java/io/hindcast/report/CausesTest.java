package io.hindcast.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "row 7 of 'a.csv' is bad; row 12 of 'b.csv' is bad",
                "waits for a 2013-01-01..2013-01-31,2013-02-03; waits for a 2013-02-01",
                "version 12 of ds=2013-01-01&h=2; version 1 of ds=2014-01-01&h=11",
                "the value \"x\" overflows; the value \"y z\" overflows",
            })
    void messagesThatDifferInTheirValuesAreOneCause(String one, String other) {
        assertThat(Causes.signature(one)).isEqualTo(Causes.signature(other));
    }

    @ParameterizedTest
    @CsvSource({"division by zero,overflow", "waits for a 2013,waits for b 2013", "a1 fails,b1 fails"})
    void messagesThatDifferInTheirWordsAreTwo(String one, String other) {
        assertThat(Causes.signature(one)).isNotEqualTo(Causes.signature(other));
    }
}
