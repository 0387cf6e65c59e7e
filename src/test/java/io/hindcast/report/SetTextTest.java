package io.hindcast.report;

import static io.hindcast.testing.Partitionings.day;
import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import org.junit.jupiter.api.Test;

class SetTextTest {

    private static final PartitionSet SCATTERED =
            day().parse("2013-01-01..2013-01-03,2013-02-01,2013-03-01,2013-04-01");

    @Test
    void whatFitsIsWhole() {
        assertThat(SetText.shortened(SCATTERED, SCATTERED.toString().length())).isEqualTo(SCATTERED.toString());
    }

    @Test
    void asManyRangesAsFitAreShownAndTheOthersCounted() {
        assertThat(SetText.shortened(SCATTERED, 52)).isEqualTo("2013-01-01..2013-01-03,2013-02-01 + 2 more");
        assertThat(SetText.shortened(SCATTERED, 31)).isEqualTo("2013-01-01..2013-01-03 + 3 more");
        assertThat(SetText.shortened(SCATTERED, 30)).isEqualTo("2013-01-01..2013-01-03,2013...");
    }

    @Test
    void nothingIsWiderThanAskedAndRangesAreNeverLost() {
        int ranges = SCATTERED.toString().split(",", -1).length;
        for (int width = 12; width < 80; width++) {
            String text = SetText.shortened(SCATTERED, width);
            assertThat(text).hasSizeLessThanOrEqualTo(width);
            if (text.endsWith(" more")) {
                String[] shown = text.split(" \\+ | more", -1);
                assertThat(shown[0].split(",", -1).length + Integer.parseInt(shown[1]))
                        .isEqualTo(ranges);
                assertThat(SCATTERED.toString()).startsWith(shown[0]);
            }
        }
    }

    @Test
    void setsOfSeveralDimensionsAreCutBetweenBoxes() {
        Partitioning both = product(days("2013-01-01..2013-01-31"), keys("origin", "EWR", "JFK"));
        PartitionSet set = both.parse("ds=2013-01-01&origin=EWR|ds=2013-01-02&origin=EWR,JFK");

        assertThat(SetText.shortened(set, 36)).isEqualTo("ds=2013-01-01&origin=EWR + 1 more");
    }
}
