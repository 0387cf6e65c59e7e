package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.run.Ending;
import io.hindcast.stage.Stager;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Loads new landing files, each exactly once. */
final class StageCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    StageCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Map<SourceDeclaration, List<LandingFile>> waiting = selected(workspace.waitingFiles(), workspace, arguments);
        if (waiting.isEmpty()) {
            return show(arguments, console, waiting, List.of(), "nothing to stage: every landing file is loaded");
        }
        if (arguments.has(Option.DRY_RUN)) {
            waiting.values().forEach(files -> files.forEach(file -> console.log("would stage " + file.name())));
            return show(arguments, console, waiting, List.of(), "nothing was staged");
        }
        try (RunDesk desk = RunDesk.at(workspace, Ids.run(clock.instant()), arguments, stopping, console)) {
            Landed landed = desk.doing(() -> staged(workspace, desk, waiting, arguments, console));
            long rows = landed.loaded().stream().mapToLong(Stager.Loaded::rows).sum();
            show(arguments, console, Map.of(), landed.loaded(), "staged " + Counts.of(rows, "row"));
            return landed.left().isPresent() ? ExitCode.HELD : ExitCode.DONE;
        }
    }

    private static Landed staged(
            Workspace workspace,
            RunDesk desk,
            Map<SourceDeclaration, List<LandingFile>> waiting,
            Arguments arguments,
            Console console) {
        Landed landed = Landed.by(desk, workspace, Loading.alone(waiting), new Shown(arguments, console));
        if (landed.isNothing()) {
            landed.requireAll();
        }
        desk.finished(Ending.done());
        return landed;
    }

    private static Map<SourceDeclaration, List<LandingFile>> selected(
            Map<SourceDeclaration, List<LandingFile>> waiting, Workspace workspace, Arguments arguments) {
        Set<String> names = new TreeSet<>();
        arguments
                .scope()
                .select()
                .forEach(text -> names.addAll(List.of(text.strip().split("\\s+", -1))));
        for (String name : names) {
            if (!workspace.warehouse().isSource(name)) {
                throw Problems.raise(PlanningProblems.unknownSource(
                        name,
                        workspace.warehouse().sources().stream()
                                .map(SourceDeclaration::name)
                                .toList()));
            }
        }
        Map<SourceDeclaration, List<LandingFile>> selected = new LinkedHashMap<>();
        waiting.forEach((source, files) -> {
            if (names.isEmpty() || names.contains(source.name())) {
                selected.put(source, files);
            }
        });
        return selected;
    }

    private static ExitCode show(
            Arguments arguments,
            Console console,
            Map<SourceDeclaration, List<LandingFile>> waiting,
            List<Stager.Loaded> loaded,
            String text) {
        if (!arguments.has(Option.JSON)) {
            console.result(text);
            return ExitCode.DONE;
        }
        ObjectNode document = Documents.object();
        ArrayNode staged = document.putArray("staged");
        loaded.forEach(each -> {
            ObjectNode one = staged.addObject();
            one.put("source", each.source()).put("rows", each.rows()).put("version", each.version());
            ArrayNode files = one.putArray("files");
            each.files().forEach(file -> files.add(file.name()));
        });
        ArrayNode left = document.putArray("waiting");
        waiting.values().forEach(files -> files.forEach(file -> left.add(file.name())));
        console.result(document.toString());
        return ExitCode.DONE;
    }
}
