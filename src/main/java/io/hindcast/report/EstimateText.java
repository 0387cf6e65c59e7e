package io.hindcast.report;

import io.hindcast.plan.Estimate;
import io.hindcast.plan.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** How long something will take and what it will cost, with how far off that may be. */
final class EstimateText {

    /** Core-hours. */
    private static final double WORTH_A_WORD = 0.01;

    private EstimateText() {}

    /** Adds it on lines under a head; nothing where nothing is known of the time. */
    static void add(String head, Estimate estimate, Lines lines) {
        if (estimate.seconds().likely() > 0) {
            lines.add(head, text(estimate));
        }
    }

    private static String text(Estimate estimate) {
        List<String> figures = new ArrayList<>();
        figures.add("about " + between(estimate.seconds(), Amounts::seconds));
        if (estimate.coreHours().likely() >= WORTH_A_WORD) {
            figures.add(Amounts.small(estimate.coreHours().likely()) + " core-hours ("
                    + Amounts.small(estimate.coreHours().low()) + " to "
                    + Amounts.small(estimate.coreHours().high()) + ")");
        }
        estimate.money()
                .ifPresent(money ->
                        figures.add(between(money.amount(), amount -> Amounts.money(amount, money.currency()))));
        return String.join(", ", figures);
    }

    private static String between(Spread figure, DoubleFunction<String> amount) {
        return amount.apply(figure.likely()) + " (" + amount.apply(figure.low()) + " to " + amount.apply(figure.high())
                + ")";
    }
}
