package io.hindcast.cli;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.Explanations;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static CommandLine.Ended explain(String... words) {
        return CommandLine.run(
                Stream.concat(Stream.of("explain"), Arrays.stream(words)).toList());
    }

    @Test
    void aCodeIsExplainedWithoutAWarehouse() {
        CommandLine.Ended ended = explain("HC-330");

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertGolden("explain/HC-330.txt", ended.out().stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hc-320", "320", "[HC-320]"})
    void aCodeIsTakenAsItWasCopied(String typed) {
        assertThat(explain(typed).out()).startsWith("HC-320: another run is at work\n");
    }

    @Test
    void theDocumentHasAField() {
        assertThat(explain("HC-509", "--json").out())
                .isEqualTo("{\"code\":\"HC-509\",\"title\":\"no warehouse\",\"cause\":\"The command works on a"
                        + " warehouse, whose folder is named after it.\",\"way_out\":\"Name the folder in which"
                        + " warehouse.yaml lies.\",\"example\":\"hindcast run jobs/flights\"}\n");
    }

    @Test
    void anUnknownCodeIsAnswered() {
        CommandLine.Ended ended = explain("HC-3200");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("there is no error HC-3200 [HC-516]", "write hindcast explain HC-320");
        assertThat(explain("HC-9999").err())
                .contains("there is no error HC-9999 [HC-516]")
                .doesNotContain("write hindcast explain");
        assertThat(explain().err()).contains("no CODE [HC-511]");
        assertThat(explain("HC-320", "HC-321").err()).contains("unexpected argument HC-321 [HC-510]");
    }

    @Test
    void everyExampleThatIsACommandIsALegalOne() {
        for (String code : Explanations.codes()) {
            String line = Explanations.of(code).orElseThrow().example();
            if (line.startsWith("hindcast ")) {
                List<String> words = Pattern.compile("'([^']*)'|(\\S+)")
                        .matcher(line)
                        .results()
                        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                        .skip(1)
                        .toList();
                boolean legal = Arguments.parse(words).match(call -> true, text -> true, problems -> false);

                assertThat(legal).as("%s: %s", code, line).isTrue();
            }
        }
    }
}
