package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.Warehouse;
import io.hindcast.config.Note;
import io.hindcast.config.TestFolder;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.report.MergeJson;
import io.hindcast.report.MergeStory;
import io.hindcast.report.MergeText;
import io.hindcast.report.PurityJson;
import io.hindcast.report.PurityText;
import io.hindcast.report.Wrap;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks declarations, jobs, their purity and mappings without touching data: opening a warehouse does all of it. */
final class CheckCommand implements Command {

    private final InstantSource clock;

    CheckCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        requireCompared(arguments);
        Workspace workspace =
                Workspace.open(arguments.warehouse(), arguments.scope().select(), clock);
        if (arguments.contrast().against().isPresent()) {
            requireRightTests(arguments);
            return against(
                    workspace,
                    arguments,
                    console,
                    arguments.contrast().against().get());
        }
        // What is left behind is of all assets: a part would make the next command forget the others.
        Planning planning = arguments.scope().select().isEmpty() ? Planning.look(workspace) : Planning.read(workspace);
        // Also holds the results of jobs against the tables that exist.
        planning.requireFitting(
                workspace.warehouse().assets().stream().map(Asset::name).toList(), List.of());
        requireRightTests(arguments);
        Warehouse warehouse = workspace.warehouse();
        List<String> notes = notes(workspace, planning);
        if (arguments.has(Option.JSON)) {
            ObjectNode document = document(warehouse);
            ArrayNode told = document.putArray("notes");
            notes.forEach(told::add);
            console.result(document.toString());
            return ExitCode.DONE;
        }
        notes.forEach(note -> console.log(
                console.terminal() ? String.join("\n", Wrap.lines("note: ", note, console.width())) : "note: " + note));
        for (Asset asset : warehouse.assets()) {
            String reads = asset.inputs().stream()
                    .map(input -> input.name() + " (" + input.mapping().description() + ")")
                    .collect(Collectors.joining(", "));
            console.result(asset.name() + " <- " + reads);
            PurityText.of(asset.purity(), console.width()).ifPresent(console::result);
        }
        console.result(summary(warehouse));
        return ExitCode.DONE;
    }

    /** What is legal, and may not be meant. */
    private static List<String> notes(Workspace workspace, Planning planning) {
        Warehouse warehouse = workspace.warehouse();
        List<String> notes =
                new ArrayList<>(workspace.notes().stream().map(Note::toString).toList());
        Set<String> read = warehouse.assets().stream()
                .flatMap(asset -> asset.inputs().stream())
                .map(Asset.Input::name)
                .collect(Collectors.toSet());
        List<String> absent = warehouse.sources().stream()
                .filter(source -> source.landing().isEmpty() && read.contains(source.name()))
                .filter(source -> planning.state().source(source.name()).table().isEmpty())
                .map(source -> source.name() + " at " + source.path())
                .toList();
        if (absent.size() == 1) {
            notes.add("there is no table of source " + absent.get(0)
                    + " yet; what reads it waits until someone writes it");
        } else if (!absent.isEmpty()) {
            notes.add("there are no tables of the sources " + String.join(", ", absent)
                    + " yet; what reads them waits until someone writes them");
        }
        if (warehouse.assets().isEmpty()) {
            notes.add("no asset is declared, so that nothing is ever built: write a SELECT with its header into a file"
                    + " NAME.sql beside warehouse.yaml");
        }
        return notes;
    }

    /** What is said of a comparison alone. */
    private static void requireCompared(Arguments arguments) {
        boolean isCompared = arguments.contrast().against().isPresent();
        if (!isCompared && !arguments.scope().assume().isEmpty()) {
            throw Problems.raise(UsageProblems.optionNeeds(Option.ASSUME.flag(), Option.AGAINST.flag()));
        }
        if (!isCompared && arguments.conduct().now().isPresent()) {
            throw Problems.raise(UsageProblems.optionNeeds(Option.NOW.flag(), Option.AGAINST.flag()));
        }
    }

    private static String summary(Warehouse warehouse) {
        long warnings = PurityText.warnings(warehouse);
        return warehouse.name() + ": " + Counts.of(warehouse.sources().size(), "source") + " and "
                + Counts.of(warehouse.assets().size(), "asset") + ", no problems"
                + (warnings == 0 ? "" : ", " + Counts.of(warnings, "warning"));
    }

    /** Tables that do not fit their jobs are no reason to refuse: that they begin anew is what merging would cause. */
    private static ExitCode against(Workspace workspace, Arguments arguments, Console console, String ref) {
        MergeStory story = new MergeCheck(workspace, arguments).told(ref);
        if (arguments.has(Option.JSON)) {
            ObjectNode document = document(workspace.warehouse());
            document.set("against", MergeJson.of(story));
            console.result(document.toString());
        } else {
            console.result(summary(workspace.warehouse()));
            console.result("");
            console.result(MergeText.of(story, console.width()));
        }
        return ExitCode.DONE;
    }

    /** Tests are read and held against the jobs, not run. */
    private void requireRightTests(Arguments arguments) {
        TestFolder.Reading tests = TestFolder.read(arguments.warehouse(), System.getenv());
        if (tests.tests().isEmpty() && tests.problems().isEmpty()) {
            return;
        }
        List<Problem> problems = TestDesk.open(
                        arguments.warehouse(), arguments.scope().select(), tests, clock)
                .problems();
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }

    private static ObjectNode document(Warehouse warehouse) {
        ObjectNode document = Documents.object();
        document.put("warehouse", warehouse.name());
        ObjectNode assets = document.putObject("assets");
        for (Asset asset : warehouse.assets()) {
            ObjectNode one = assets.putObject(asset.name());
            one.put("fingerprint", asset.signature().fingerprint());
            ObjectNode columns = one.putObject("columns");
            asset.signature().columns().forEach((Column column) -> columns.put(column.name(), column.type()));
            ObjectNode inputs = one.putObject("inputs");
            asset.inputs()
                    .forEach(input -> inputs.put(input.name(), input.mapping().description()));
            PurityJson.write(asset.purity(), one.putArray("findings"));
        }
        document.putArray("problems");
        return document;
    }
}
