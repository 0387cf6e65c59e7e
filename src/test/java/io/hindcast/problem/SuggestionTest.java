package io.hindcast.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> WORDS = List.of("run", "plan", "resume", "repair", "status", "stage", "why");

    @ParameterizedTest
    @CsvSource({"statsu,status", "stauts,status", "rn,run", "rum,run", "plann,plan", "resmue,resume", "stge,stage"})
    void aSlipIsRecognised(String typed, String meant) {
        assertThat(Suggestion.nearest(typed, WORDS)).contains(meant);
    }

    @Test
    void anotherWordIsNot() {
        assertThat(Suggestion.nearest("delete", WORDS)).isEmpty();
        assertThat(Suggestion.nearest("x", WORDS)).isEmpty();
        assertThat(Suggestion.nearest("run", List.of())).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstByNameIsTaken() {
        assertThat(Suggestion.nearest("bat", List.of("cat", "bar"))).contains("bar");
    }
}
