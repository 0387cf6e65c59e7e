package io.hindcast.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * What a run may use, and has used so far.
 *
 * @param budget what it may use
 * @param begun when the run did
 * @param deadline the budget's moment by the clock
 * @param tariff what a second of a step costs
 * @param spent what was used so far
 * @param met the budget for which nothing more begins
 */
public record Account(
        Budget budget, Instant begun, Optional<Instant> deadline, Tariff tariff, Spent spent, Optional<Exhausted> met) {

    /** Of a run that may use whatever it takes. */
    public static final Account UNLIMITED = new Account(
            Budget.NONE,
            Instant.EPOCH,
            Optional.empty(),
            new Tariff(1, OptionalDouble.empty()),
            Spent.NOTHING,
            Optional.empty());

    private static final double SECONDS_OF_HOUR = 3600;
    private static final double MILLI = 1000;

    /**
     * What time costs.
     *
     * @param coresPerStep what one step has of the cores, while as many others run as may
     * @param coreHour what a core costs for an hour; empty where no rate is declared
     */
    public record Tariff(double coresPerStep, OptionalDouble coreHour) {}

    /**
     * What attempts used.
     *
     * @param bytes that were written
     * @param seconds of all attempts together, failed ones included
     */
    public record Spent(long bytes, double seconds) {

        /** Nothing yet. */
        public static final Spent NOTHING = new Spent(0, 0);

        Spent and(Spent more) {
            return new Spent(bytes + more.bytes, seconds + more.seconds);
        }
    }

    /**
     * A budget that does not suffice, or no longer.
     *
     * @param limit as it is written, such as {@code partitions=500}
     * @param used how much of it was used, or would be
     */
    public record Exhausted(String limit, String used) {}

    /**
     * How much was used, or would be.
     *
     * @param seconds wall time
     * @param end when that is over
     */
    public record Usage(double partitions, double bytes, double coreHours, double seconds, Instant end) {}

    /** Of a run that begins now. */
    public static Account open(Budget budget, Instant begun, Optional<Instant> deadline, Tariff tariff) {
        return new Account(budget, begun, deadline, tariff, Spent.NOTHING, Optional.empty());
    }

    /** The same after something was used. */
    Account and(Spent more) {
        return new Account(budget, begun, deadline, tariff, spent.and(more), met);
    }

    /** The same, with the budget for which nothing more begins; empty when it is something else. */
    Account stoppedBy(Optional<Exhausted> exhausted) {
        return new Account(budget, begun, deadline, tariff, spent, exhausted);
    }

    /**
     * The first budget that is used up.
     *
     * @param partitions that were computed, or are about to be by what runs
     */
    Optional<Exhausted> exhausted(long partitions, Instant now) {
        double wall = Duration.between(begun, now).toMillis() / MILLI;
        double coreHours = spent.seconds() * tariff.coresPerStep() / SECONDS_OF_HOUR;
        return compared(new Usage(partitions, spent.bytes(), coreHours, wall, now), sign -> sign >= 0).stream()
                .findFirst();
    }

    /** How many more partitions may be computed. */
    long partitionsLeft(long partitions) {
        return Math.max(0, budget.partitions().orElse(Long.MAX_VALUE) - partitions);
    }

    /** The budgets that would not suffice for so much, in the order in which they are written. */
    public List<Exhausted> brokenBy(Usage usage) {
        return compared(usage, sign -> sign > 0);
    }

    /** @param tells whether the sign of what is used less what is allowed says so */
    private List<Exhausted> compared(Usage usage, IntPredicate tells) {
        List<Exhausted> found = new ArrayList<>();
        budget.partitions().ifPresent(most -> found.addAll(of("partitions", usage.partitions(), (double) most, tells)));
        budget.bytes().ifPresent(most -> found.addAll(of("bytes", usage.bytes(), (double) most, tells)));
        budget.coreHours().ifPresent(most -> found.addAll(of("core_hours", usage.coreHours(), most, tells)));
        tariff.coreHour()
                .ifPresent(rate -> budget.money()
                        .ifPresent(most -> found.addAll(of("money", usage.coreHours() * rate, most, tells))));
        budget.wall().ifPresent(most -> found.addAll(of("wall", usage.seconds(), most.toMillis() / MILLI, tells)));
        deadline.filter(at -> tells.test(usage.end().compareTo(at)))
                .ifPresent(at -> found.add(new Exhausted(
                        "until=" + budget.until().map(Object::toString).orElse(""),
                        usage.end().toString())));
        return found;
    }

    private static List<Exhausted> of(String name, double used, double most, IntPredicate tells) {
        String unit = name.equals("wall") ? "s" : "";
        return tells.test(Double.compare(used, most))
                ? List.of(new Exhausted(name + "=" + BudgetText.figure(most) + unit, BudgetText.figure(used) + unit))
                : List.of();
    }
}
