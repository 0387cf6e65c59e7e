package io.hindcast.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.cli.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the guides say, as far as it needs no run to be held against the program. */
class GuideTextsTest {

    @Test
    void everyCommandOfAGuideIsRunOrSaysWhyNot() {
        List<String> neither = Guide.all().stream()
                .flatMap(guide -> guide.blocks().stream()
                        .flatMap(block -> block.lines().stream()
                                .filter(line -> line.text().contains(Guide.HINDCAST))
                                .filter(line ->
                                        !block.language().equals(Guide.SHELL) || !(line.isCommand() || line.isNotRun()))
                                .map(line -> guide.name() + ":" + line.number() + ": " + line.text())))
                .toList();

        assertThat(neither)
                .as("a command stands in a block sh, at the begin of a line, or ends with '# not run: REASON'")
                .isEmpty();
    }

    @Test
    void theTableOfCommandsHasThemAll() {
        assertThat(Guide.of("commands.md").named("command"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Verb.values()).map(Verb::word).toList());
    }

    @Test
    void everyLinkBetweenGuidesLeadsToAHeading() {
        List<String> broken = Guide.all().stream()
                .flatMap(guide -> guide.links().stream()
                        .filter(link -> !leadsSomewhere(guide, link))
                        .map(link -> guide.name() + ": " + link))
                .toList();

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Guide from, String link) {
        String[] parts = link.split("#", -1);
        Optional<Guide> to = parts[0].isEmpty()
                ? Optional.of(from)
                : Guide.all().stream()
                        .filter(guide -> guide.name().equals(parts[0]))
                        .findFirst();
        return to.filter(guide -> parts.length == 1 || guide.anchors().contains(parts[1]))
                .isPresent();
    }
}
