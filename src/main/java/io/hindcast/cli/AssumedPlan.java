package io.hindcast.cli;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.plan.AssumedState;
import io.hindcast.plan.Assumption;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.problem.ExitCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan that something would cause which did not happen.
 *
 * @param arguments of the command
 * @param console where it is shown
 */
record AssumedPlan(Arguments arguments, Console console) {

    /** It is no plan that is kept, so it has no name of its own. */
    private static final String ID = "p-assumed";

    ExitCode show(InstantSource clock) {
        List<String> typed = arguments.scope().assume();
        List<Assumption> assumptions = Assumption.parseAll(typed);
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Instant now = arguments.conduct().now().orElseGet(clock::instant);
        AssumedState assumed = new AssumedState(workspace.warehouse(), now);
        WarehouseState state = assumed.with(() -> Planning.read(workspace).state(), assumptions);
        Plan plan = new Planner(
                        workspace.warehouse(),
                        state,
                        BatchPolicy.forParallel(workspace.settings().parallel(arguments)))
                .with(workspace.settings().means(workspace.settings().parallel(arguments)))
                .plan(ID, Requests.of(arguments), now, List.of());
        String condition = assumptions.stream().map(Assumption::text).collect(Collectors.joining(", and "));
        return new Shown(arguments, console).assumed(plan, state, typed, condition);
    }
}
