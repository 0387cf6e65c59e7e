package io.hindcast.cli;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Ignored;
import io.hindcast.problem.ExitCode;
import io.hindcast.proof.Poisoned;
import io.hindcast.report.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of verifying, with what it means for the rest of the warehouse.
 *
 * @param verified the assets in topological order
 */
record VerifyOutcome(Planning planning, List<Verified> verified) {

    ExitCode show(String how, Instant began, Arguments arguments, Console console) {
        double seconds =
                Duration.between(began, planning.workspace().clock().instant()).toMillis() / 1000.0;
        VerifyReport report = new VerifyReport(
                how, verified.stream().map(Verified::reported).toList(), poisoned(), ignored(), seconds, exitCode());
        console.result(arguments.has(Option.JSON) ? report.json() : report.text(console.width()));
        return report.exitCode();
    }

    private Map<String, PartitionSet> poisoned() {
        Map<String, PartitionSet> differing = new TreeMap<>();
        verified.forEach(each -> {
            PartitionSet set = each.verdict().differing();
            if (!set.isEmpty()) {
                differing.put(each.subject().asset().name(), set);
            }
        });
        return Poisoned.of(planning.workspace().warehouse(), planning.state(), differing)
                .assets();
    }

    /** Of what was looked at: equal to what it was built from, it need not be what today's staging implies. */
    private List<Ignored> ignored() {
        return verified.stream()
                .flatMap(each -> Ignored.of(
                        each.subject().asset(),
                        planning.state(),
                        each.verdict().equal().union(each.verdict().differing()))
                        .stream())
                .toList();
    }

    /** A difference is told whatever else there is: it is what one verifies for. */
    private ExitCode exitCode() {
        if (verified.stream().anyMatch(each -> !each.verdict().different().isEmpty())) {
            return ExitCode.DIFFERENCE;
        }
        if (verified.stream().anyMatch(each -> !each.left().isEmpty())) {
            return ExitCode.STOPPED;
        }
        return verified.stream().anyMatch(each -> !each.verdict().untold().isEmpty())
                ? ExitCode.QUARANTINED
                : ExitCode.DONE;
    }
}
