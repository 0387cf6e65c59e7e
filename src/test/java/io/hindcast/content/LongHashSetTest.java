package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongHashSetTest {

    @Test
    void itKnowsWhatItWasGivenLikeASetOfTheLibrary() {
        for (int bound : new int[] {1, 3, 20, 1000, 1_000_000}) {
            SplittableRandom random = new SplittableRandom(bound);
            LongHashSet ours = new LongHashSet();
            Set<Long> theirs = new HashSet<>();
            for (int i = 0; i < 5000; i++) {
                long value = random.nextLong(-bound, bound);
                assertThat(ours.add(value)).as("%d of %d", value, bound).isEqualTo(theirs.add(value));
            }
        }
    }
}
