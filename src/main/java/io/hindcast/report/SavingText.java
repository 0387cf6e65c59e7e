package io.hindcast.report;

import io.hindcast.plan.Saving;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.List;

/** What other declarations would spare of a plan, in words. */
final class SavingText {

    private static final int SHOWN = 3;

    private SavingText() {}

    static void add(List<Saving> savings, Lines lines) {
        if (!savings.isEmpty()) {
            lines.gap();
            savings.forEach(saving -> lines.add("advice: ", of(saving)));
        }
    }

    private static String of(Saving saving) {
        boolean one = saving.inputs().size() == 1;
        List<String> declarations = new ArrayList<>();
        saving.spared()
                .forEach((declaration, count) -> declarations.add((declarations.isEmpty() ? "" : "or ") + "`"
                        + declaration + "` would leave " + Amounts.number(count) + " of them"));
        return String.join(" and ", saving.inputs()) + " (read whole) " + (one ? "causes " : "cause ")
                + Amounts.number(saving.caused()) + " of " + Counts.of(saving.of(), "partition") + "; "
                + String.join(", ", declarations) + " alone, declared on " + where(saving);
    }

    /** Where to write it: {@code flights_clean.planes}. */
    private static String where(Saving saving) {
        String input = String.join(" and ", saving.inputs());
        List<String> shown = saving.readers().stream()
                .limit(SHOWN)
                .map(reader -> reader + "." + input)
                .toList();
        int more = saving.readers().size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and in " + Amounts.number(more) + " more" : "");
    }
}
