package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check tells of declarations that are legal, and may not be meant. */
@Tag("spark")
class CheckNotesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouseOfSourcesAlone() throws IOException {
        Files.writeString(folder.resolve("warehouse.yaml"), """
                warehouse: shop
                root: tables
                sources:
                  sales: {partition: {day: ds, from: 2026-01-01}, path: sales, columns: {ds: date, shop: string, n: int}}
                  shops: {path: shops, columns: {shop: string, city: string}}
                  unread: {path: unread, columns: {shop: string}}
                """);
    }

    private void asset(String from) throws IOException {
        Files.writeString(
                folder.resolve("daily.sql"),
                "/*---\nasset: daily\npartition: {day: ds, from: " + from + "}\n---*/\n"
                        + "SELECT ds, city, n FROM sales JOIN shops USING (shop)\n");
    }

    private CommandLine.Ended check(String... options) {
        List<String> words = new ArrayList<>(List.of("check", folder.toString()));
        words.addAll(List.of(options));
        return CommandLine.run(words);
    }

    @Test
    void aWarehouseWithoutAssetsIsToldHowToBeginOne() {
        CommandLine.Ended ended = check();

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.err())
                .isEqualTo(
                        "note: no asset is declared, so that nothing is ever built: write a SELECT with its header into a"
                                + " file NAME.sql beside warehouse.yaml\n");
    }

    @Test
    void theSourcesThatAreReadAndNotThereAreToldOnOneLine() throws IOException {
        asset("2026-01-01");

        assertThat(check().err())
                .isEqualTo("note: there are no tables of the sources sales at " + folder.toRealPath()
                        + "/sales, shops at " + folder.toRealPath()
                        + "/shops yet; what reads them waits until someone writes them\n");
    }

    @Test
    void aBoundWithinAPartitionIsToldAlsoInTheDocument() throws IOException {
        asset("2026-01-01T05");
        String note =
                "/daily.sql:3: from 2026-01-01T05, an hour of UTC, lies within the partition 2026-01-01, which belongs"
                        + " to the range as a whole";

        assertThat(check().err()).contains("note: " + folder + note);
        assertThat(check("--json").out()).contains("\"notes\":[\"" + folder + note + "\",\"there are no");
    }
}
