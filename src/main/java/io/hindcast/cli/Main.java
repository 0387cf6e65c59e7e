package io.hindcast.cli;

import io.hindcast.ledger.Control;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.UsageProblems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The program: reads the command line, calls the command behind it, shows what went wrong, and ends the process. */
public final class Main {

    private static final String JSON = Option.JSON.flag();

    /** All others are told in full. */
    private static final Set<ExitCode> LOG_HELPS = Set.of(ExitCode.DEFECT, ExitCode.QUARANTINED);

    private final Map<Verb, Command> commands;
    private final Console console;

    Main(Map<Verb, Command> commands, Console console) {
        this.commands = Map.copyOf(commands);
        this.console = console;
    }

    /** Ends with the number of an {@link ExitCode}. */
    public static void main(String[] words) {
        Console console = Console.ofProcess();
        Stopping stopping = Stopping.armed(console::log);
        ExitCode exitCode = new Main(commands(stopping), console).run(List.of(words));
        stopping.over(exitCode);
        System.exit(exitCode.number());
    }

    /** The wiring: which command stands behind which verb. */
    static Map<Verb, Command> commands(Stopping stopping) {
        InstantSource clock = InstantSource.system();
        Map<Verb, Command> commands = new EnumMap<>(Verb.class);
        commands.put(Verb.RUN, new RunCommand(clock, stopping));
        commands.put(Verb.PLAN, new PlanCommand(clock));
        commands.put(Verb.APPLY, new ApplyCommand(clock, stopping));
        commands.put(Verb.RESUME, new ResumeCommand(clock, stopping));
        commands.put(Verb.CANCEL, new CancelCommand(clock, stopping));
        commands.put(Verb.PAUSE, new TellCommand(clock, Control.Deed.PAUSE));
        commands.put(Verb.LIMIT, new TellCommand(clock, Control.Deed.LIMIT));
        commands.put(Verb.WAIT, new WaitCommand(clock));
        commands.put(Verb.STATUS, new StatusCommand(clock));
        commands.put(Verb.WHY, new WhyCommand(clock));
        commands.put(Verb.HISTORY, new HistoryCommand(clock));
        commands.put(Verb.SHOW, new ShowCommand(clock));
        commands.put(Verb.GRAPH, new GraphCommand(clock));
        commands.put(Verb.TRY, new TryCommand(clock));
        commands.put(Verb.TEST, new TestCommand(clock));
        commands.put(Verb.DIFF, new DiffCommand(clock));
        commands.put(Verb.VERIFY, new VerifyCommand(clock, stopping));
        commands.put(Verb.EXPLAIN, new ExplainCommand());
        commands.put(Verb.CHECK, new CheckCommand(clock));
        commands.put(Verb.STAGE, new StageCommand(clock, stopping));
        commands.put(Verb.ACCEPT, new AcceptCommand(clock, stopping));
        commands.put(Verb.EXPIRE, new ExpireCommand(clock, stopping));
        commands.put(Verb.REPAIR, new RepairCommand(clock, stopping));
        return commands;
    }

    ExitCode run(List<String> words) {
        ExitCode exitCode = Arguments.parse(words)
                .match(this::call, this::show, problems -> refuse(problems, words.contains(JSON)));
        if (LOG_HELPS.contains(exitCode)) {
            log().ifPresent(path -> console.log("log: " + path));
        }
        return exitCode;
    }

    private ExitCode call(Arguments arguments) {
        try {
            return Optional.ofNullable(commands.get(arguments.verb()))
                    .orElseThrow(() -> new IllegalStateException("nothing stands behind " + arguments.verb()))
                    .run(arguments, console);
        } catch (ProblemException e) {
            LoggerFactory.getLogger(Main.class).info("stopped", e);
            return refuse(e.problems(), arguments.has(Option.JSON));
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Main.class).warn("defect", e);
            return refuse(List.of(UsageProblems.defect(e)), arguments.has(Option.JSON));
        }
    }

    private ExitCode show(String text) {
        console.result(text);
        return ExitCode.DONE;
    }

    private ExitCode refuse(List<Problem> problems, boolean asJson) {
        ExitCode exitCode =
                ExitCode.first(problems.stream().map(Problem::exitCode).toList());
        problems.forEach(console::problem);
        if (asJson) {
            console.result(Documents.problems(problems, exitCode));
        }
        return exitCode;
    }

    /** The log file of this process, if something was logged. */
    private static Optional<Path> log() {
        return Optional.ofNullable(System.getProperty("hindcast.log"))
                .map(Path::of)
                .filter(Files::exists);
    }
}
