package io.hindcast.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Lease.Owner;
import io.hindcast.ledger.Leases.Held;
import io.hindcast.ledger.Leases.Sign;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.run.Claiming.Answer;
import io.hindcast.run.Claiming.Patience;
import io.hindcast.testing.Partitionings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Partitioning DAYS = Partitionings.day();
    private static final Owner ME = new Owner("r-me", "here", "1@1", "me@here");
    private static final Owner OTHER = new Owner("r-other", "there", "2@2", "other@there");

    private static Footprint needs(PartitionSet set) {
        return Footprint.of(Map.of("daily", set), Map.of());
    }

    private static Held held(Owner owner, String days, Sign sign) {
        Lease lease = new Lease(
                owner,
                NOW.minusSeconds(60),
                NOW.plusSeconds(30),
                needs(DAYS.parse(days)).territory());
        return new Held(lease, sign, Optional.of(NOW));
    }

    private static Answer<PartitionSet> ask(Patience patience, boolean[] listened, String days, Held... others) {
        Claiming claiming = new Claiming(ME, NOW, Duration.ofSeconds(90), patience, held -> listened[0]);
        Claiming.Wish<PartitionSet> wish = new Claiming.Wish<>(
                DAYS.parse(days),
                ClaimingTest::needs,
                (set, leases) -> leases.stream()
                        .map(lease -> lease.territory().usesOf("daily", DAYS))
                        .reduce(set, PartitionSet::minus));
        return claiming.decide(wish, List.of(others)).answer();
    }

    private static Answer<PartitionSet> ask(String days, Held... others) {
        return ask(Patience.LEAVE_OUT, new boolean[1], days, others);
    }

    private static Answer.Granted<PartitionSet> granted(Answer<PartitionSet> answer) {
        assertThat(answer).isInstanceOf(Answer.Granted.class);
        return (Answer.Granted<PartitionSet>) answer;
    }

    @Test
    void whatOthersHoldIsLeftOutAndTheRestIsTaken() {
        Answer.Granted<PartitionSet> granted =
                granted(ask("2013-01", held(OTHER, "2013-01-20..2013-02-28", Sign.ALIVE)));
        assertThat(granted.part()).hasToString("2013-01-01..2013-01-19");
        assertThat(granted.inTheWay()).hasSize(1);
        assertThat(granted.dead()).isEmpty();
    }

    @Test
    void aRunThatIsPatientTakesNothingYet() {
        Held other = held(OTHER, "2013-01-20", Sign.ALIVE);
        assertThat(ask(Patience.WAIT, new boolean[1], "2013-01", other)).isEqualTo(new Answer.Wait<>(List.of(other)));
        assertThat(ask(Patience.WAIT, new boolean[1], "2013-02", other)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void whereOthersHoldAllNothingIsTaken() {
        assertThat(ask("2013-01-20", held(OTHER, "2013", Sign.ALIVE))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void whoHasNothingToWriteGetsALeaseOfNothing() {
        assertThat(ask("", held(OTHER, "2013", Sign.ALIVE))).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void aSilentOwnerIsListenedForBeforeItsPlaceIsTaken() {
        Held silent = held(OTHER, "2013-01-20", Sign.SILENT);
        assertThat(ask("2013-01", silent)).isEqualTo(new Answer.Wait<>(List.of(silent)));
        assertThat(granted(ask(Patience.LEAVE_OUT, new boolean[] {true}, "2013-01", silent))
                        .dead())
                .containsExactly(silent.lease());
        // Of no concern: it is not even listened for.
        assertThat(ask("2013-02", silent)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void theDeadAreTakenOverWhereTheyAreInTheWayAndLeftAloneElsewhere() {
        Held dead = held(OTHER, "2013-01-20", Sign.ENDED);
        assertThat(granted(ask("2013-01", dead)).dead()).containsExactly(dead.lease());
        assertThat(granted(ask("2013-02", dead)).dead()).isEmpty();
    }

    @Test
    void aRunIsCarriedOutByOneProcessOnly() {
        Owner same = new Owner(ME.run(), "there", "7@7", "me@there");
        assertThat(ask("2013-02", held(same, "2013-01", Sign.ALIVE))).isInstanceOf(Answer.Refused.class);
        assertThat(ask("2013-02", held(same, "2013-01", Sign.SILENT))).isInstanceOf(Answer.Wait.class);
        assertThat(granted(ask("2013-02", held(same, "2013-01", Sign.ENDED))).dead())
                .hasSize(1);
    }
}
