package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private final List<String> happened = new ArrayList<>();

    private final Stopping stopping = new Stopping(text -> happened.add("said " + text), new Stopping.Ending() {
        @Override
        public void exit(int number) {
            happened.add("exit " + number);
        }

        @Override
        public void halt(int number) {
            happened.add("halt " + number);
        }
    });

    @Test
    void theFirstInterruptEndsInGoodOrder() {
        stopping.interrupted();

        assertThat(happened).containsExactly("exit 12");
    }

    @Test
    void theSecondInterruptEndsAtOnceAndSaysThatCommittedWorkIsSafe() {
        stopping.interrupted();
        stopping.interrupted();

        assertThat(happened)
                .containsExactly(
                        "exit 12",
                        "said ended at once; all that was committed is safe, and the next run goes on from there",
                        "halt 12");
    }
}
