package io.hindcast.partition;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParseAllTest {

    @Test
    void whatIsParsedAtOnceIsTheUnionOfWhatIsParsedOneByOne() {
        List<String> ofDays = List.of(
                "2013-01-01",
                "2013-01-02",
                "2013-01-31",
                "2012-02-29",
                "2013-02",
                "2013-Q1",
                "2014",
                "+2015-01-01",
                "2013-01-05..2013-01-09",
                "2013-01-03,2013-02-07",
                "*",
                "",
                "2013-01-04T05",
                "..2012-01-03");
        List<String> ofBoxes =
                List.of("2013-01-01&origin=EWR", "2013-01-02", "origin=JFK", "*", "2013-01-01..2013-01-02|origin=EWR");
        assertSame(days("2012-01-01..2015-12-31"), ofDays);
        assertSame(months("2012-01..2015-12"), ofDays);
        assertSame(product(days("2013-01-01..2013-01-03"), keys("origin", "EWR", "JFK")), ofBoxes);
        assertSame(keys("origin", "EWR", "2013-01-01"), List.of("EWR", "2013-01-01", "*", ""));
        assertSame(Partitioning.none(), List.of("*", ""));
    }

    private static void assertSame(Partitioning partitioning, List<String> texts) {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            List<String> some = new ArrayList<>();
            for (int left = random.nextInt(5); left > 0; left--) {
                some.add(texts.get(random.nextInt(texts.size())));
            }
            assertThat(partitioning.parseAll(some))
                    .as("%s", some)
                    .isEqualTo(PartitionSet.unionAll(
                            partitioning, some.stream().map(partitioning::parse).toList()));
        }
    }

    @Test
    void whatIsNoPeriodIsRefusedAsItIsAlone() {
        for (String wrong : List.of("2013-02-29", "2013-1-01", "2013-01-0x", "20130101", "２013-01-01", "2013/01/01")) {
            assertThatThrownBy(() -> days("2013-01-01..2013-01-31").parseAll(List.of("2013-01-01", wrong)))
                    .as(wrong)
                    .isInstanceOf(ProblemException.class);
        }
    }
}
