package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theFirstAttemptDoesNotWaitAndTheOthersDoubleUpToTheBound() {
        RetryPolicy policy = new RetryPolicy(6, Wait.exponential(SECOND, Duration.ofSeconds(5)), Duration.ZERO);
        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(n -> policy.waitBefore(n, 0.5).toSeconds()))
                .containsExactly(0L, 1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void jitterIsAShareThatIsAdded() {
        RetryPolicy policy = new RetryPolicy(3, Wait.fixed(SECOND), Duration.ofSeconds(4));
        assertThat(policy.waitBefore(2, 0)).isEqualTo(SECOND);
        assertThat(policy.waitBefore(2, 0.5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.waitBefore(3, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.waitBefore(1, 1)).isEqualTo(Duration.ZERO);
    }

    @Test
    void veryManyAttemptsStayAtTheBound() {
        RetryPolicy policy =
                new RetryPolicy(Integer.MAX_VALUE, Wait.exponential(SECOND, Duration.ofDays(1)), Duration.ZERO);
        assertThat(policy.waitBefore(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofDays(1));
        assertThat(new RetryPolicy(9, Wait.exponential(Duration.ZERO, SECOND), Duration.ZERO).waitBefore(9, 0))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void attemptsAreCountedFromOne() {
        RetryPolicy policy = new RetryPolicy(2, Wait.none(), Duration.ZERO);
        assertThat(policy.allows(2)).isTrue();
        assertThat(policy.allows(3)).isFalse();
        assertThatThrownBy(() -> policy.waitBefore(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attempt 0");
        assertThatThrownBy(() -> new RetryPolicy(0, Wait.none(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least once");
    }
}
