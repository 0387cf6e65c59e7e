package io.hindcast.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts of {@code --help} and {@code --version}. */
final class Help {

    private Help() {}

    static String overview() {
        String commands = Arrays.stream(Verb.values())
                .map(verb -> String.format("  %-8s %s", verb.word(), verb.summary()))
                .collect(Collectors.joining("\n"));
        return """
                Usage: hindcast COMMAND WAREHOUSE [RUN | PLAN | ASSET@PARTITION] [options]

                Brings partitions of derived tables to the state that today's code and today's staging imply.

                %s

                hindcast COMMAND --help tells the options of a command. Example: hindcast run jobs/flights
                Exit codes: 0 done, 1 defect, 2 usage or declaration, 3 difference, 10 some quarantined, 11 stopped,
                12 cancelled, 20 some wait for inputs, 30 plan again, 31 held by another run.""".formatted(commands);
    }

    static String version() {
        String version = Optional.ofNullable(Help.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return "hindcast " + version;
    }
}
