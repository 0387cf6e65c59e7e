package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.cli.CommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the guides, in their order, on three months of the flights. Commands end with 0, or as a remark behind
 * them says; those that a remark says are not run are not, and all other lines of a block go to a shell.
 */
@Tag("once")
@Tag("spark")
class GuidesTest {

    private static final Pattern COMMAND = Pattern.compile("scripts/hindcast (.*?)(?: +# exit (\\d+))?");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    static List<Guide> guides() {
        return Guide.all().stream().filter(Guide::hasCommands).toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void everyCommandDoesWhatTheGuideSays(Guide guide) throws IOException, InterruptedException {
        TestSession.get();
        if (guide.isOnFlights()) {
            FlightsWorld.built(folder.resolve("jobs"));
        }
        for (Guide.Block block : guide.shell()) {
            List<String> shell = new ArrayList<>();
            for (Guide.Line line : block.lines()) {
                if (line.isNotRun()) {
                    continue;
                }
                if (line.isCommand()) {
                    shell(shell);
                    shell.clear();
                    hindcast(line.text());
                } else {
                    shell.add(line.text());
                }
            }
            shell(shell);
        }
    }

    private void hindcast(String line) {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command.group(1)); word.find(); ) {
            words.add(inFolder(word.group(1) == null ? word.group(2) : word.group(1)));
        }
        CommandLine.Ended ended = CommandLine.run(words);
        int expected = command.group(2) == null ? 0 : Integer.parseInt(command.group(2));
        assertThat(ended.exit()).as(line + "\n" + ended.said()).isEqualTo(expected);
    }

    /** The process of the tests is elsewhere, so that files need their whole path. */
    private String inFolder(String word) {
        boolean isFile = word.startsWith("jobs/") || word.endsWith(".json") || word.endsWith(".html");
        return isFile ? folder.resolve(word).toString() : word;
    }

    private void shell(List<String> lines) throws IOException, InterruptedException {
        String script = String.join("\n", lines).replace("warehouse/flights", "jobs/tables");
        Process bash = new ProcessBuilder(Arrays.asList("bash", "-euc", script))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(script + "\n" + said).isZero();
    }
}
