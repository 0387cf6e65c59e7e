package io.hindcast.report;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Finding;
import io.hindcast.asset.Purity;
import io.hindcast.asset.Warehouse;
import io.hindcast.problem.Counts;
import io.hindcast.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What keeps jobs from being pure functions of their inputs, on a terminal: what may break rebuilding, and what is meant so. */
public final class PurityText {

    private PurityText() {}

    /**
     * What is to be told of one job, a line or more for each finding; nothing of a pure one.
     *
     * @param width of the terminal, in characters
     */
    public static Optional<String> of(Purity purity, int width) {
        Lines lines = new Lines(width);
        List<Problem> told = new ArrayList<>(purity.warnings());
        told.addAll(purity.idle());
        for (Problem problem : told) {
            String place = problem.place().map(where -> where + ": ").orElse("");
            lines.add("  warning: ", place + problem.what() + " [" + problem.code() + "]");
            lines.add("    cause:   ", problem.why());
            lines.add("    way out: ", problem.wayOut());
        }
        for (Finding finding : purity.allowed()) {
            lines.add(
                    "  allowed: ",
                    finding.place() + ": " + finding.expression() + ", "
                            + finding.rule().word() + ": "
                            + purity.reason(finding).orElse(""));
        }
        boolean isSilent = told.isEmpty() && purity.allowed().isEmpty();
        return isSilent ? Optional.empty() : Optional.of(lines.text());
    }

    /** How many warnings there are, all jobs together. */
    public static long warnings(Warehouse warehouse) {
        return warehouse.assets().stream()
                .map(Asset::purity)
                .mapToLong(purity -> purity.warnings().size() + purity.idle().size())
                .sum();
    }

    /**
     * One line for those who are about to run; nothing where there are no warnings.
     *
     * @param typed the warehouse as the user named it
     */
    public static Optional<String> line(Warehouse warehouse, String typed) {
        long warnings = warnings(warehouse);
        long jobs = warehouse.assets().stream()
                .filter(asset -> !asset.purity().warnings().isEmpty()
                        || !asset.purity().idle().isEmpty())
                .count();
        return warnings == 0
                ? Optional.empty()
                : Optional.of("purity: " + Counts.of(warnings, "warning") + " in " + Counts.of(jobs, "job")
                        + ", shown by: hindcast check " + typed);
    }
}
