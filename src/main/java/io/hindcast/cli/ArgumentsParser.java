package io.hindcast.cli;

import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.UsageProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From words to {@link Arguments}, gathering everything that is wrong on the way. */
final class ArgumentsParser {

    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V", "version");

    private static final Set<Option> REPEATABLE = EnumSet.of(Option.SELECT, Option.RESET, Option.IGNORE, Option.ASSUME);

    private static final String COMPARED = "both say what is compared";

    private final Verb verb;
    private final Given given;
    private final List<Problem> problems;

    private ArgumentsParser(Verb verb, Grammar.Taken taken) {
        this.verb = verb;
        this.given = taken.given();
        this.problems = new ArrayList<>(taken.problems());
    }

    static Parsed parse(List<String> words) {
        if (words.isEmpty()) {
            return new Parsed.Refused(List.of(UsageProblems.noCommand()));
        }
        String first = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (VERSION.contains(first)) {
            return new Parsed.Text(Help.version());
        }
        if (HELP.contains(first)) {
            return rest.isEmpty() ? new Parsed.Text(Help.overview()) : command(rest.get(0), List.of("--help"));
        }
        return command(first, rest);
    }

    private static Parsed command(String word, List<String> rest) {
        Optional<Verb> verb = Verb.of(word);
        if (verb.isEmpty()) {
            return new Parsed.Refused(List.of(UsageProblems.unknownCommand(word, Verb.words())));
        }
        Grammar grammar = new Grammar(verb.get());
        if (rest.contains("--help") || rest.contains("-h")) {
            return new Parsed.Text(grammar.help());
        }
        return new ArgumentsParser(verb.get(), grammar.take(rest)).understand();
    }

    private Parsed understand() {
        if (!problems.isEmpty()) {
            // What was not recognised would only bring wrong complaints about what is then missing.
            return new Parsed.Refused(problems);
        }
        checkForm();
        checkConflicts();
        Path warehouse =
                Path.of(verb.subject().hasWarehouse() ? given.positional(0).orElse("") : "");
        Optional<String> subject = subject();
        Arguments arguments =
                new Arguments(verb, warehouse, subject, scope(), conduct(), contrast(), verifying(), flags());
        return problems.isEmpty() ? new Parsed.Call(arguments) : new Parsed.Refused(problems);
    }

    private void checkForm() {
        given.options().keySet().stream().sorted().forEach(this::checkOption);
        if (verb.subject().hasWarehouse()
                && given.positional(0).filter(warehouse -> !warehouse.isBlank()).isEmpty()) {
            problems.add(UsageProblems.warehouseMissing(verb.word(), verb.example()));
            return;
        }
        String subject = subject().orElse("");
        if (verb.subject() == Subject.PLAN && subject().isEmpty()) {
            problems.add(PlanningProblems.noPlanNamed());
            return;
        }
        if (!fits(subject)) {
            problems.add(UsageProblems.subjectUnreadable(subject, verb.subject().form(), verb.example()));
        }
    }

    /** What the command is about, as typed. */
    private Optional<String> subject() {
        return given.positional(verb.subject().hasWarehouse() ? 1 : 0);
    }

    private boolean fits(String subject) {
        return switch (verb.subject()) {
            case PARTITION -> subject.matches("[^@]+@.+");
            case RANGE -> subject.matches("[^@]+(@.+)?");
            case CODE -> !subject.isBlank();
            case HISTORY -> subject().isEmpty() || subject.matches("[^@]+(@.+)?");
            case NONE, RUN, TOLD, COMPARED, PLAN, ASSET ->
                subject().filter(String::isBlank).isEmpty();
        };
    }

    private void checkOption(Option option) {
        List<String> values = given.all(option);
        if (!option.takesValue()) {
            return;
        }
        if (values.size() > 1 && !REPEATABLE.contains(option)) {
            problems.add(UsageProblems.optionRepeated(option.flag(), values));
        }
        if (values.stream().anyMatch(value -> value.isBlank() || value.startsWith("--"))) {
            problems.add(UsageProblems.valueMissing(option.flag(), option.valueName(), verb.word()));
        }
    }

    private void checkConflicts() {
        for (Option other : List.of(Option.FROM, Option.UNTIL, Option.BEFORE)) {
            conflict(Option.PARTITIONS, other, "both say which partitions are meant");
        }
        conflict(Option.UNTIL, Option.BEFORE, "both say where the partitions end");
        conflict(Option.ASSUME, Option.OUT, "an assumption is looked at, not saved or applied");
        conflict(Option.ASSUME, Option.RESET, "an assumption lets no table begin anew");
        if (verb == Verb.CHECK) {
            conflict(Option.AGAINST, Option.SELECT, "merging brings all that is declared otherwise");
        }
        conflict(Option.VERSIONS, Option.AGAINST, COMPARED);
        for (Option option : List.of(Option.VERSIONS, Option.AGAINST)) {
            if (given.has(option) && subject().isPresent()) {
                problems.add(UsageProblems.optionsConflict(
                        option.flag(), "the run " + subject().get(), COMPARED));
            }
        }
        conflict(Option.ALL, Option.SAMPLE, "both say how much is verified");
        conflict(Option.FROM_SCRATCH, Option.SAMPLE, "from scratch everything is built");
        conflict(Option.FROM_SCRATCH, Option.SELECT, "from scratch everything is built");
        conflict(Option.FROM_SCRATCH, Option.BUDGET, "from scratch everything is built");
    }

    private void conflict(Option option, Option other, String why) {
        if (given.has(option) && given.has(other)) {
            problems.add(UsageProblems.optionsConflict(option.flag(), other.flag(), why));
        }
    }

    private Arguments.Scope scope() {
        Values values = new Values(given, problems);
        return new Arguments.Scope(
                words(Option.SELECT),
                given.one(Option.PARTITIONS),
                given.one(Option.FROM),
                given.one(Option.UNTIL),
                values.instant(Option.BEFORE),
                given.one(Option.EXCEPT),
                values.mode(),
                words(Option.RESET),
                given.all(Option.ASSUME));
    }

    private List<String> words(Option option) {
        return given.all(option).stream()
                .flatMap(terms -> Arrays.stream(terms.trim().split("\\s+")))
                .filter(term -> !term.isEmpty())
                .toList();
    }

    private Arguments.Conduct conduct() {
        Values values = new Values(given, problems);
        return new Arguments.Conduct(
                values.parallel(),
                values.path(Option.OUT),
                values.duration(Option.WAIT).or(() -> values.duration(Option.TIMEOUT)),
                given.one(Option.REASON),
                values.instant(Option.NOW),
                values.most(Option.LIMIT).or(() -> values.most(Option.ROWS)),
                verb == Verb.VERIFY ? values.budgetOfLooking() : values.budgetOfRun(),
                given.one(Option.OF));
    }

    private Arguments.Contrast contrast() {
        Values values = new Values(given, problems);
        return new Arguments.Contrast(
                values.versions(),
                given.one(Option.AGAINST),
                values.tolerance(),
                words(Option.IGNORE),
                values.path(Option.HTML));
    }

    private Arguments.Verifying verifying() {
        Values values = new Values(given, problems);
        return new Arguments.Verifying(values.share(), values.seed(), given.one(Option.INTO));
    }

    private Set<Option> flags() {
        EnumSet<Option> flags = EnumSet.noneOf(Option.class);
        given.options().keySet().stream().filter(option -> !option.takesValue()).forEach(flags::add);
        return flags;
    }
}
