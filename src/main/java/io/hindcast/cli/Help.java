package io.hindcast.cli;

import io.hindcast.report.Wrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts of {@code --help} and {@code --version}. */
final class Help {

    /** Of a terminal that nobody has widened. */
    private static final int WIDTH = 80;

    private Help() {}

    static String overview() {
        String commands = Arrays.stream(Verb.values())
                .map(verb -> String.format("  %-8s %s", verb.word(), verb.summary()))
                .collect(Collectors.joining("\n"));
        return """
                Usage: hindcast COMMAND WAREHOUSE [RUN | PLAN | ASSET@PARTITION] [options]

                Brings partitions of derived tables to the state that today's code and
                today's staging imply.

                %s

                Begin with:
                  hindcast check jobs/flights    are the declarations right?
                  hindcast plan jobs/flights     what is out of date, and what would be done?
                  hindcast run jobs/flights      do it
                  hindcast help run              options and examples of a command

                Exit codes: 0 done, 1 defect, 2 usage or declaration, 3 difference,
                10 some quarantined, 11 stopped or not approved, 12 cancelled, 20 some wait
                for inputs, 30 plan again, 31 held by another run.""".formatted(commands);
    }

    /**
     * How a command is written, what it takes, and examples.
     *
     * @param form of the command, in one line
     */
    static String of(Verb verb, String form) {
        List<String> lines = new ArrayList<>(List.of("Usage: " + form, ""));
        lines.addAll(Wrap.lines("", verb.summary(), WIDTH));
        lines.add("");
        if (verb.subject().hasWarehouse()) {
            lines.addAll(row("WAREHOUSE", "the warehouse's folder, for example jobs/flights"));
        }
        if (verb.subject() != Subject.NONE) {
            lines.addAll(row(verb.subject().form(), verb.subject().text()));
        }
        verb.options()
                .forEach(
                        option -> lines.addAll(row((option.flag() + " " + verb.valueName(option)), verb.text(option))));
        lines.addAll(List.of("", "Examples:"));
        for (Verb.Example example : verb.examples()) {
            lines.add("  " + example.line());
            lines.addAll(Wrap.lines("      ", example.does(), WIDTH));
        }
        return String.join("\n", lines);
    }

    private static List<String> row(String head, String text) {
        return Wrap.lines(String.format("  %-23s ", head), text, WIDTH);
    }

    static String version() {
        String version = Optional.ofNullable(Help.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return "hindcast " + version;
    }
}
