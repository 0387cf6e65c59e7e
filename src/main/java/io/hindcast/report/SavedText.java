package io.hindcast.report;

import io.hindcast.problem.Counts;
import io.hindcast.run.Rate;
import io.hindcast.run.Saved;
import java.util.ArrayList;
import java.util.List;

/** What a run did not have to do, in a sentence that says what of it is an estimate. */
final class SavedText {

    private SavedText() {}

    /** Adds the sentence; nothing saved, no line. */
    static void add(Saved saved, String indent, Lines lines) {
        if (!saved.isNothing()) {
            lines.add(indent + "saved:  ", text(saved));
        }
    }

    /** As part of a line: what of it people count first. */
    static String brief(Saved saved) {
        String seconds = saved.seconds() > 0 ? ", about " + Amounts.seconds(saved.seconds()) : "";
        String money = saved.cost()
                .map(cost -> ", " + Amounts.money(cost.money(), cost.currency()))
                .orElse("");
        return Counts.of(saved.partitions(), "partition") + seconds + money + " saved";
    }

    private static String cost(Rate.Cost cost) {
        return Amounts.small(cost.coreHours()) + " core-hours or " + Amounts.money(cost.money(), cost.currency());
    }

    private static String text(Saved saved) {
        List<String> amounts = new ArrayList<>();
        if (saved.seconds() > 0) {
            amounts.add(Amounts.seconds(saved.seconds()) + " of steps");
        }
        saved.cost().ifPresent(cost -> amounts.add(cost(cost)));
        amounts.add(Amounts.bytes(saved.bytes()) + " not written");
        amounts.add(Amounts.bytes(saved.bytesRead()) + " not read");
        return Counts.of(saved.partitions(), "partition") + " not rebuilt, about " + String.join(", ", amounts)
                + " (estimated: as much as "
                + (saved.seconds() > 0
                        ? "such partitions took before, and as they and their inputs hold"
                        : "they and their inputs hold")
                + ")";
    }
}
