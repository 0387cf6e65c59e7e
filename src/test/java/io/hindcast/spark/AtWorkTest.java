package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtWorkTest {

    private final AtWork work = new AtWork();

    @Test
    void whatWasToldToEndCommitsNothing() {
        work.begin();
        work.cancel();

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(work.mayCommit()).isFalse();
        assertThat(work.abandon()).isTrue();
        work.end();
        assertThat(Thread.interrupted())
                .as("what comes next is not told to end")
                .isFalse();
    }

    @Test
    void whatWasGivenUpCommitsNothingThoughItHeardNothing() {
        work.begin();

        assertThat(work.abandon()).isTrue();
        assertThat(work.mayCommit()).isFalse();
    }

    @Test
    void whatIsCommittingIsLeftToItsCommit() {
        work.begin();

        assertThat(work.mayCommit()).isTrue();
        work.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(work.isCancelled()).isFalse();
        assertThat(work.abandon()).isFalse();
    }

    @Test
    void whoIsToldBeforeItBeginsNeverBegins() {
        work.cancel();
        work.begin();

        assertThat(work.isCancelled()).isTrue();
        assertThat(work.mayCommit()).isFalse();
    }
}
