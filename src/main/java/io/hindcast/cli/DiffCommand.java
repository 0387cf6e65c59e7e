package io.hindcast.cli;

import io.hindcast.asset.Column;
import io.hindcast.delta.OpenTables;
import io.hindcast.difference.Comparison;
import io.hindcast.problem.DifferenceProblems;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.proof.Differences;
import io.hindcast.report.DifferenceHtml;
import io.hindcast.report.DifferenceJson;
import io.hindcast.report.DifferenceText;
import io.hindcast.spark.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shows how the rows of two states of tables differ. Takes no lease, since it writes nothing. */
final class DiffCommand implements Command {

    private static final int SHOWN = 5;

    private final InstantSource clock;

    DiffCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        DiffSubjects.Found found = new DiffSubjects(workspace, arguments).find();
        Differences differences = new Differences(
                workspace.tables(),
                new Session(workspace)::tables,
                arguments.contrast().tolerance(),
                arguments.contrast().ignore(),
                arguments.conduct().most().orElse(SHOWN));
        requireColumns(arguments.contrast().ignore(), found, differences);
        Comparison comparison = new Comparison(
                found.text(), found.subjects().stream().map(differences::of).toList(), found.notes());
        arguments.contrast().html().ifPresent(file -> write(file, DifferenceHtml.of(comparison)));
        console.result(
                arguments.has(Option.JSON)
                        ? DifferenceJson.of(comparison)
                        : DifferenceText.of(comparison, console.width()));
        return comparison.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** The tables of a session that starts when the first rows must be read. */
    private static final class Session {

        private final Workspace workspace;
        private final List<OpenTables> opened = new ArrayList<>();

        Session(Workspace workspace) {
            this.workspace = workspace;
        }

        OpenTables tables() {
            if (opened.isEmpty()) {
                opened.add(new OpenTables(Sessions.start(workspace.operator().spark()), workspace.clock()));
            }
            return opened.get(0);
        }
    }

    /** A name that is mistyped would leave nothing aside, without a word. */
    private static void requireColumns(List<String> ignored, DiffSubjects.Found found, Differences differences) {
        if (ignored.isEmpty() || found.subjects().isEmpty()) {
            return;
        }
        Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        found.subjects().forEach(subject -> {
            differences.columns(subject.before()).stream().map(Column::name).forEach(columns::add);
            differences.columns(subject.after()).stream().map(Column::name).forEach(columns::add);
        });
        ignored.stream().filter(column -> !columns.contains(column)).findFirst().ifPresent(column -> {
            throw Problems.raise(DifferenceProblems.unknownColumn(column, columns));
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the page to " + file, e);
        }
    }
}
