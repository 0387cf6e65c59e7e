package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Host.Life;
import org.junit.jupiter.api.Test;

final class LocalHostTest {

    private final LocalHost host = LocalHost.lookedUp();

    @Test
    void thisProcessRuns() {
        assertThat(host.lifeOf(host.name(), host.process())).isEqualTo(Life.RUNNING);
    }

    @Test
    void aProcessThatEndedIsKnownToHaveEnded() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        String text = host.text(process.toHandle());
        assertThat(host.lifeOf(host.name(), text)).isEqualTo(Life.RUNNING);
        process.destroyForcibly().waitFor();
        assertThat(host.lifeOf(host.name(), text)).isEqualTo(Life.ENDED);
    }

    @Test
    void theSameIdWithAnotherStartIsAnotherProcess() {
        String text = host.process().replaceFirst("@\\d", "@9");
        assertThat(host.lifeOf(host.name(), text)).isEqualTo(Life.ENDED);
    }

    @Test
    void ofAnotherHostOrAnotherContainerNothingIsKnown() {
        assertThat(host.lifeOf("elsewhere", host.process())).isEqualTo(Life.UNKNOWN);
        assertThat(host.lifeOf(host.name(), host.process() + "7#1")).isEqualTo(Life.UNKNOWN);
        assertThat(host.lifeOf(host.name(), "who?")).isEqualTo(Life.UNKNOWN);
    }
}
