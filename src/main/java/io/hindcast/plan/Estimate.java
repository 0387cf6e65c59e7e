package io.hindcast.plan;

import java.util.Optional;

/**
 * What a step or a plan will write, take and cost, as far as history and statistics tell.
 *
 * @param rows that are written
 * @param bytes that are written
 * @param seconds wall time: of a step its own, of a plan from its begin to its end with steps side by side
 * @param coreHours of all steps together
 * @param money the same in money; empty where no rate is declared
 */
public record Estimate(Range rows, Range bytes, Spread seconds, Spread coreHours, Optional<Money> money) {

    /** Nothing to do. */
    public static final Estimate NOTHING = new Estimate(Range.ZERO, Range.ZERO);

    /** An amount. */
    public record Money(Spread amount, String currency) {}

    /** Of which nothing is known but what is written. */
    public Estimate(Range rows, Range bytes) {
        this(rows, bytes, Spread.ZERO, Spread.ZERO, Optional.empty());
    }

    /** With the time that it takes, and what that costs. */
    static Estimate of(Range rows, Range bytes, Spread seconds, Means means) {
        Spread hours = means.coreHours(seconds);
        return new Estimate(
                rows,
                bytes,
                seconds.rounded(),
                hours.rounded(),
                means.price()
                        .map(price -> new Money(hours.times(price.coreHour()).rounded(), price.currency())));
    }

    /** The same with another wall time. */
    Estimate taking(Spread other) {
        return new Estimate(rows, bytes, other, coreHours, money);
    }

    /** Of a part of it, as if all parts were alike. */
    public Estimate share(double part) {
        return part == 1
                ? this
                : new Estimate(
                        rows.times(part),
                        bytes.times(part),
                        seconds.times(part).rounded(),
                        coreHours.times(part).rounded(),
                        money.map(all -> new Money(all.amount().times(part).rounded(), all.currency())));
    }

    /** Both together, one after the other, of one asset: what is wrong of one is wrong of the other. */
    public Estimate plus(Estimate other) {
        return new Estimate(
                rows.plus(other.rows),
                bytes.plus(other.bytes),
                seconds.plus(other.seconds),
                coreHours.plus(other.coreHours),
                sum(other, amountOf(this).plus(amountOf(other))));
    }

    /** Both together, of different assets: they err each for itself. */
    Estimate beside(Estimate other) {
        return new Estimate(
                rows.plus(other.rows),
                bytes.plus(other.bytes),
                seconds.beside(other.seconds),
                coreHours.beside(other.coreHours),
                sum(other, amountOf(this).beside(amountOf(other))));
    }

    private Optional<Money> sum(Estimate other, Spread amount) {
        return money.or(other::money).map(either -> new Money(amount, either.currency()));
    }

    private static Spread amountOf(Estimate estimate) {
        return estimate.money.map(Money::amount).orElse(Spread.ZERO);
    }
}
