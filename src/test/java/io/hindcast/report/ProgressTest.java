package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final class Screen implements ProgressOutput {

        private final List<String> written = new ArrayList<>();

        @Override
        public void line(String text) {
            written.add("line   |" + text);
        }

        @Override
        public void redraw(String text) {
            written.add("redraw |" + text);
        }

        String text() {
            return String.join("\n", written);
        }
    }

    private static Screen poisonedRunOnTerminal(int columns) {
        Screen screen = new Screen();
        TestingWarehouse world = TestingWarehouse.staged();
        new Rehearsal(world)
                .poisoned("flights_clean", "2013-03-15")
                .run(world.plan(), Progress.onTerminal(screen, columns, TestingWarehouse.NOW));
        return screen;
    }

    @Test
    void elsewhereThanOnATerminalEachFinishedStepIsALine() {
        Screen screen = new Screen();
        TestingWarehouse world = TestingWarehouse.staged();
        new Rehearsal(world)
                .poisoned("flights_clean", "2013-03-15")
                .run(world.plan(), Progress.plain(screen, TestingWarehouse.NOW));

        assertGolden("progress/plain.txt", screen.text());
    }

    @Test
    void onATerminalOneLineIsDrawnOverAndFailuresStay() {
        assertGolden("progress/terminal.txt", poisonedRunOnTerminal(100).text());
    }

    @Test
    void onEightyColumnsTheBarGivesWayToWhatIsTold() {
        assertGolden("progress/eighty.txt", poisonedRunOnTerminal(80).text());
    }

    @Test
    void nothingOnATerminalIsWiderThanIt() {
        assertThat(poisonedRunOnTerminal(60).written)
                .allSatisfy(line ->
                        assertThat(line.substring(line.indexOf('|') + 1)).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void atTheEndNothingDrawnIsLeft() {
        assertThat(poisonedRunOnTerminal(80).written).last().isEqualTo("redraw |");
    }

    @Test
    void theLineGoesBeforeAFailureIsTold() {
        List<String> written = poisonedRunOnTerminal(80).written;
        for (int i = 1; i < written.size(); i++) {
            if (written.get(i).startsWith("line")) {
                assertThat(written.get(i - 1)).isEqualTo("redraw |");
            }
        }
        assertThat(written).anyMatch(line -> line.startsWith("line"));
    }
}
