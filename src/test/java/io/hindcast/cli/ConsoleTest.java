package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Both streams end on one terminal. */
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private final Console console = new Console(terminal, terminal, OptionalInt.of(80));

    @Test
    void whatIsDrawnTakesThePlaceOfWhatWasDrawnBefore() {
        console.draw("1 of 2 steps");
        console.draw("2 of 2");
        console.draw("");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(ERASE + "1 of 2 steps" + ERASE + "2 of 2" + ERASE);
    }

    @Test
    void aLineTakesThePlaceOfWhatWasDrawnAndNothingElse() {
        console.draw("1 of 2 steps");
        console.log("a step failed");
        console.draw("1 of 2 steps");
        console.result("done");
        console.result("and over");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(ERASE + "1 of 2 steps" + ERASE + "a step failed\n" + ERASE + "1 of 2 steps" + ERASE
                        + "done\nand over\n");
    }
}
