package io.hindcast.cli;

import io.hindcast.plan.Estimate;
import io.hindcast.plan.Means;
import io.hindcast.plan.Plan;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.run.Account;
import io.hindcast.run.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds plans against the budget of a run before anything of them begins. */
record Budgeting(Workspace workspace, Arguments arguments) {

    private static final double MILLI = 1000;

    /**
     * What a run may use that begins now.
     *
     * @throws io.hindcast.problem.ProblemException for a budget of money where no rate is declared
     */
    Account account() {
        Budget budget = workspace.settings().budget(arguments);
        Means means = workspace.settings().means(workspace.settings().parallel(arguments));
        if (budget.money().isPresent() && means.price().isEmpty()) {
            throw Problems.raise(PlanningProblems.moneyWithoutRate());
        }
        Instant now = workspace.clock().instant();
        return Account.open(
                budget,
                now,
                budget.until()
                        .map(until -> until.after(now, workspace.settings().zone())),
                new Account.Tariff(
                        (double) means.cores() / means.parallel(),
                        means.price()
                                .map(price -> OptionalDouble.of(price.coreHour()))
                                .orElse(OptionalDouble.empty())));
    }

    /**
     * Goes on when the budget is likely to suffice, when {@code --yes} stands there, or when the person agrees.
     *
     * @throws io.hindcast.problem.ProblemException when the person does not agree, or nobody can be asked
     */
    void require(Plan plan, Console console) {
        List<String> broken = broken(plan);
        if (broken.isEmpty() || arguments.has(Option.YES)) {
            return;
        }
        if (console.canAsk()) {
            broken.forEach(console::log);
            if (console.agreed("begin, and stop when it is used up?")) {
                return;
            }
        }
        throw Problems.raise(PlanningProblems.overBudget(broken));
    }

    /** Which budgets are not likely to suffice, in words. */
    private List<String> broken(Plan plan) {
        return exhausted(plan).stream()
                .map(each -> "the budget is " + each.limit() + ", and the plan is likely to take " + each.used())
                .toList();
    }

    /** The same as a problem; empty where the budget is likely to suffice. */
    Optional<Problem> problem(Plan plan) {
        return Optional.of(broken(plan)).filter(broken -> !broken.isEmpty()).map(PlanningProblems::overBudget);
    }

    /** Which budgets are not likely to suffice. */
    List<Account.Exhausted> exhausted(Plan plan) {
        Account account = account();
        if (plan.isEmpty() || account.budget().isNone()) {
            return List.of();
        }
        Estimate estimate = plan.estimate();
        Duration takes = Duration.ofMillis(Math.round(estimate.seconds().likely() * MILLI));
        Account.Usage usage = new Account.Usage(
                plan.partitions(),
                estimate.bytes().likely(),
                estimate.coreHours().likely(),
                estimate.seconds().likely(),
                account.begun().plus(takes));
        return account.brokenBy(usage);
    }
}
