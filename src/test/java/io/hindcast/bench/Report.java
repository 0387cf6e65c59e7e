package io.hindcast.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The figures as a table of 80 columns, and as JSON. */
final class Report {

    private final ObjectNode json = new ObjectMapper().createObjectNode();

    /** What the figures were taken on: facts by name. */
    String machine(Map<String, String> facts) {
        facts.forEach(json.putObject("machine")::put);
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append("%-10s %s%n".formatted(name, value)));
        return text.toString();
    }

    /** The table of one workload. */
    String table(Workload workload, Map<String, List<Timing>> timings) {
        ObjectNode node = json.withObject("/workloads/" + workload.name());
        node.put("partitions", workload.partitions());
        List<Timing> base = of(timings, Contest.RANGES);
        List<String> lines = new ArrayList<>();
        lines.add("%s, %,d partitions; medians of %d".formatted(workload.title(), workload.partitions(), base.size()));
        lines.add("");
        lines.add("                           whole process  session    against ranges by hand");
        lines.add("                            wall s  cpu s  wall s  cpu s     wall    cpu   work");
        timings.forEach((contender, all) -> {
            Timing median = Timing.median(all);
            Timing ratio = ratio(all, base, median);
            write(node.putObject(contender), all, median, ratio);
            lines.add(line(contender, median, ratio));
        });
        lines.add("");
        lines.add("session: since Spark was started; work: its CPU seconds. *: a sample, extrapolated");
        lines.add(shares("hindcast", of(timings, Contest.HINDCAST)));
        lines.add(shares("by hand", base));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static List<Timing> of(Map<String, List<Timing>> timings, String contender) {
        return Objects.requireNonNull(timings.get(contender), contender);
    }

    private static Timing ratio(List<Timing> all, List<Timing> base, Timing median) {
        if (all.size() != base.size()) {
            return median.ratio(Timing.median(base));
        }
        List<Timing> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            pairs.add(all.get(i).ratio(base.get(i)));
        }
        return Timing.median(pairs);
    }

    private static String line(String contender, Timing median, Timing ratio) {
        return "%-26s %7s %6s %7s %6s  %7s %6s %6s"
                .formatted(
                        contender,
                        number(median.get("wall"), 1),
                        number(median.get("cpu"), 1),
                        number(median.get("work.wall"), 1),
                        number(median.get("work.cpu"), 1),
                        number(ratio.get("wall"), 2),
                        number(ratio.get("cpu"), 2),
                        number(ratio.get("work.cpu"), 2));
    }

    private static String number(double value, int digits) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, "%." + (value >= 100 ? 0 : digits) + "f", value);
    }

    private static String shares(String name, List<Timing> timings) {
        Timing median = Timing.median(timings);
        return String.format(
                Locale.ROOT,
                "%-9s tasks ran %.1f of %.1f s, and took %.1f of %.1f CPU s; %.0f jobs, %.0f tasks",
                name + ":",
                median.get("busy.wall"),
                median.get("work.wall"),
                median.get("task.cpu"),
                median.get("work.cpu"),
                median.get("jobs"),
                median.get("tasks"));
    }

    private static void write(ObjectNode node, List<Timing> all, Timing median, Timing ratio) {
        put(node.putObject("median"), median);
        put(node.putObject("ratio"), ratio);
        ArrayNode each = node.putArray("rounds");
        all.forEach(timing -> put(each.addObject(), timing));
    }

    private static void put(ObjectNode node, Timing timing) {
        new TreeMap<>(timing.seconds()).forEach((name, value) -> {
            if (!value.isNaN()) {
                node.put(name, value);
            }
        });
    }

    String json() {
        return json.toPrettyString() + System.lineSeparator();
    }
}
