package io.hindcast.cli;

import io.hindcast.problem.Problem;
import io.hindcast.problem.UsageProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scopt.DefaultOParserSetup;
import scopt.OEffect;
import scopt.OParser;
import scopt.OParserBuilder;
import scopt.Read;

/**
 * The grammar of one command, as scopt has it: takes an argument list apart. What values mean is not its business, so that every complaint about one has the form of a {@link Problem}.
 */
final class Grammar {

    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown option (\\S+)");
    private static final Pattern UNKNOWN_ARGUMENT = Pattern.compile("Unknown argument '(.*)'", Pattern.DOTALL);
    private static final Pattern MISSING_VALUE = Pattern.compile("Missing value after (\\S+)");

    private final Verb verb;
    private final OParser<BoxedUnit, Given> parser;

    Grammar(Verb verb) {
        this.verb = verb;
        this.parser = parser(verb);
    }

    /** What was typed, and what is wrong with it in form. */
    Taken take(List<String> words) {
        List<Problem> flags = flagsWithValues(words);
        if (!flags.isEmpty()) {
            return new Taken(Given.NOTHING, flags);
        }
        Seq<String> arguments = CollectionConverters.asScala(words).toSeq();
        Tuple2<scala.Option<Given>, scala.collection.immutable.List<OEffect>> outcome =
                OParser.runParser(parser, arguments, Given.NOTHING, new DefaultOParserSetup() {});
        List<String> messages = CollectionConverters.asJava(outcome._2()).stream()
                .filter(OEffect.ReportError.class::isInstance)
                .map(effect -> ((OEffect.ReportError) effect).msg())
                .toList();
        return new Taken(outcome._1().isDefined() ? outcome._1().get() : Given.NOTHING, problems(messages));
    }

    /** What scopt would pass over: --force=false would force. */
    private List<Problem> flagsWithValues(List<String> words) {
        List<Problem> problems = new ArrayList<>();
        for (String word : words) {
            verb.options().stream()
                    .filter(option -> !option.takesValue() && word.startsWith(option.flag() + "="))
                    .forEach(option -> problems.add(UsageProblems.flagWithValue(
                            option.flag(), word.substring(option.flag().length() + 1), verb.word())));
        }
        return problems;
    }

    /** How the command is written, its options, and examples. */
    String help() {
        return Help.of(verb, form());
    }

    /** How the command is written, in one line. */
    String form() {
        String subject = verb.subject().form();
        String place = verb.subject().isRequired() ? " " + subject : " [" + subject + "]";
        String warehouse = verb.subject().hasWarehouse() ? " WAREHOUSE" : "";
        return "hindcast " + verb.word() + warehouse + (subject.isEmpty() ? "" : place) + " [options]";
    }

    private static OParser<BoxedUnit, Given> parser(Verb verb) {
        OParserBuilder<Given> builder = OParser.builder();
        List<OParser<?, Given>> parts = new ArrayList<>();
        if (verb.subject().hasWarehouse()) {
            parts.add(argument(builder, "WAREHOUSE"));
        }
        if (verb.subject() != Subject.NONE) {
            parts.add(argument(builder, verb.subject().form()));
        }
        verb.options().forEach(option -> parts.add(option(builder, option)));
        return OParser.sequence(
                builder.programName("hindcast " + verb.word()),
                CollectionConverters.asScala(parts).toSeq());
    }

    private static OParser<?, Given> argument(OParserBuilder<Given> builder, String name) {
        return builder.arg(name, Read.stringRead()).optional().action((value, given) -> given.with(value));
    }

    /** Unbounded, because scopt calls the second of two equal options unknown. */
    private static OParser<?, Given> option(OParserBuilder<Given> builder, Option option) {
        if (option.takesValue()) {
            return builder.opt(option.word(), Read.stringRead())
                    .valueName(option.valueName())
                    .unbounded()
                    .action((value, given) -> given.with(option, value));
        }
        return builder.opt(option.word(), Read.unitRead()).unbounded().action((value, given) -> given.with(option, ""));
    }

    /** After an unknown option nothing is said of arguments too many: they may be its value. */
    private List<Problem> problems(List<String> messages) {
        boolean unknown = messages.stream().anyMatch(UNKNOWN_OPTION.asMatchPredicate());
        return messages.stream()
                .filter(message ->
                        !unknown || !UNKNOWN_ARGUMENT.matcher(message).matches())
                .map(this::problem)
                .toList();
    }

    private Problem problem(String message) {
        Matcher unknownOption = UNKNOWN_OPTION.matcher(message);
        Matcher unknownArgument = UNKNOWN_ARGUMENT.matcher(message);
        Matcher missing = MISSING_VALUE.matcher(message);
        if (unknownOption.matches()) {
            return unknownOption(unknownOption.group(1).replaceFirst("=.*", ""));
        }
        if (unknownArgument.matches()) {
            Optional<String> instead =
                    Optional.of(Option.SELECT).filter(verb.options()::contains).map(Option::flag);
            return UsageProblems.argumentTooMany(unknownArgument.group(1), form(), verb.word(), instead);
        }
        if (missing.matches()) {
            String valueName = Option.of(missing.group(1)).map(verb::valueName).orElse("VALUE");
            return UsageProblems.valueMissing(missing.group(1), valueName, verb.word());
        }
        return UsageProblems.notUnderstood(verb.word(), message);
    }

    private Problem unknownOption(String flag) {
        List<String> others = Arrays.stream(Verb.values())
                .filter(other -> other.options().stream()
                        .anyMatch(option -> option.flag().equals(flag)))
                .map(Verb::word)
                .toList();
        return others.isEmpty()
                ? UsageProblems.unknownOption(flag, verb.word(), flags())
                : UsageProblems.optionOfOthers(flag, verb.word(), others);
    }

    private List<String> flags() {
        return Stream.concat(verb.options().stream().map(Option::flag), Stream.of("--help"))
                .toList();
    }

    /**
     * An argument list taken apart.
     *
     * @param given what was recognised
     * @param problems what was not; empty when all is well
     */
    record Taken(Given given, List<Problem> problems) {

        Taken {
            problems = List.copyOf(problems);
        }
    }
}
