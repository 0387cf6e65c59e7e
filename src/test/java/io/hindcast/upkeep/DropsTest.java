package io.hindcast.upkeep;

import static io.hindcast.testing.Worlds.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.run.Claiming;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropsTest {

    private static final Partitioning DAYS = Partitionings.days("2013-01-01..2013-01-10");
    private static final Instant NOW = Instant.parse("2013-01-11T12:00:00Z");

    private final Asset raw = Worlds.world()
            .source("clicks", DAYS)
            .asset("raw", DAYS, input("clicks"))
            .warehouse()
            .asset("raw")
            .orElseThrow();

    private static PartitionSet days(String text) {
        return DAYS.parse(text);
    }

    private static Lease reading(String set) {
        return new Lease(
                new Lease.Owner("r-2", "there", "1@1", "ann@there"),
                NOW,
                NOW.plusSeconds(90),
                Footprint.of(Map.of(), Map.of("raw", days(set))).territory());
    }

    @Test
    void nothingIsDroppedThatAnotherRunReads() {
        Map<Asset, PartitionSet> three = Map.of(raw, days("2013-01-01..2013-01-03"));
        List<Lease> others = List.of(reading("2013-01-02..2013-01-03"));

        assertThat(Drops.without(three, others)).isEqualTo(Map.of(raw, days("2013-01-01")));
        assertThat(Drops.without(Map.of(raw, days("2013-01-02")), others)).isEmpty();
    }

    @Test
    void whatIsWishedForIsToBeWrittenAndOfItWhatIsFreeIsTaken() {
        Claiming.Wish<Map<Asset, PartitionSet>> wish = Drops.wish(Map.of(raw, days("2013-01-01..2013-01-03")));

        assertThat(wish.footprint()
                        .apply(wish.thing())
                        .meets(reading("2013-01-03").territory()))
                .isTrue();
        assertThat(wish.footprint()
                        .apply(wish.thing())
                        .meets(reading("2013-01-04").territory()))
                .isFalse();
        assertThat(wish.without().apply(wish.thing(), List.of(reading("2013-01-03"))))
                .isEqualTo(Map.of(raw, days("2013-01-01..2013-01-02")));
    }
}
