package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.plan.Term;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.report.Graph;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows which asset reads which. */
final class GraphCommand implements Command {

    private final InstantSource clock;

    GraphCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Warehouse warehouse = Workspace.open(arguments.warehouse(), clock).warehouse();
        Graph graph = Graph.of(warehouse, selected(warehouse, arguments.scope().select()));
        if (arguments.has(Option.JSON)) {
            console.result(graph.json());
        } else if (arguments.has(Option.DOT)) {
            console.result(graph.dot());
        } else {
            console.result(graph.text(console.width()));
        }
        return ExitCode.DONE;
    }

    /** The names of the selected assets: all, where nothing is selected. */
    private static Set<String> selected(Warehouse warehouse, List<String> words) {
        Set<String> names = new HashSet<>();
        if (words.isEmpty()) {
            warehouse.assets().forEach(asset -> names.add(asset.name()));
        }
        for (String word : words) {
            for (Term term : Term.parseAll(word)) {
                add(names, warehouse, term);
            }
        }
        return names;
    }

    private static void add(Set<String> names, Warehouse warehouse, Term term) {
        List<Asset> named = warehouse.assets().stream()
                .filter(asset -> term.kind() == Term.Kind.TAG
                        ? asset.declaration().tags().contains(term.name())
                        : asset.name().equals(term.name()))
                .toList();
        if (named.isEmpty()) {
            throw Problems.raise(
                    warehouse.isSource(term.name())
                            ? PlanningProblems.selectedSource(term.name())
                            : PlanningProblems.unknownSelection(
                                    term.name(),
                                    warehouse.assets().stream().map(Asset::name).toList()));
        }
        for (Asset asset : named) {
            names.add(asset.name());
            if (term.upstream() == Term.Reach.SAID) {
                addAbove(names, warehouse, asset);
            }
            if (term.downstream() == Term.Reach.SAID) {
                warehouse.downstreamOf(asset.name()).forEach(below -> names.add(below.name()));
            }
        }
    }

    private static void addAbove(Set<String> names, Warehouse warehouse, Asset asset) {
        Deque<Asset> open = new ArrayDeque<>(List.of(asset));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Asset next = open.remove();
            if (seen.add(next.name())) {
                names.add(next.name());
                open.addAll(warehouse.upstreamOf(next));
            }
        }
    }
}
