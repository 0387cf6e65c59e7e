package io.hindcast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.ledger.CommitRecord.Content;
import io.hindcast.ledger.CommitRecordJson.Parsed;
import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommitRecordJsonTest {

    private static final CommitRecord RECORD = new CommitRecord(
            Event.COMMITTED,
            "flights",
            "daily_delays",
            "r-20261122-1",
            "daily_delays/1.2",
            3,
            "2013-01-01..2013-01-03",
            "data: flights, \"code\"",
            "f1:0a",
            Map.of("n", "f1:0b", "delay_minutes", "f1:0c"),
            InputRead.ofVersions(Map.of("flights", 12L, "planes", 3L)),
            Map.of(
                    "2013-01-01",
                            new Content(
                                    Event.COMMITTED,
                                    30,
                                    4000,
                                    1,
                                    "h1:01",
                                    Map.of("delay_minutes", "h1:02", "n", "h1:03"),
                                    Optional.empty()),
                    "2013-01-02",
                            new Content(
                                    Event.UNCHANGED,
                                    0,
                                    0,
                                    0,
                                    "h1:00",
                                    Map.of("delay_minutes", "h1:00", "n", "h1:00"),
                                    Optional.empty()),
                    "2013-01-03", new Content(Event.ACCEPTED, 5, 900, 2, "h1:05", Map.of(), Optional.empty())),
            "",
            OptionalDouble.empty(),
            "");

    private static String golden(String name) throws IOException {
        try (InputStream in = CommitRecordJsonTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static CommitRecord whole(String json) {
        return ((Parsed.Whole) CommitRecordJson.parse(json).orElseThrow()).record();
    }

    @Test
    void aRecordIsWrittenAsTheGoldenFileHasIt() throws IOException {
        assertThat(CommitRecordJson.write(RECORD)).isEqualTo(golden("commit-record-1.json"));
    }

    @Test
    void theGoldenFileIsReadForEver() throws IOException {
        assertThat(whole(golden("commit-record-1.json"))).isEqualTo(RECORD);
    }

    @Test
    void howPartitionsChangedIsToldOnceAndReadBack() {
        ColumnChange narrow = ColumnChange.of(List.of("N"), List.of(List.of("delay_minutes", "arrived"), List.of()));
        Content first = new Content(
                Event.COMMITTED, 30, 4000, 1, "h1:01", Map.of("n", "h1:02", "x", "h1:03"), Optional.of(narrow));
        Content second = new Content(Event.COMMITTED, 31, 4000, 1, "h1:04", Map.of("n", "h1:05"), Optional.of(narrow));
        Content third = new Content(Event.UNCHANGED, 5, 900, 2, "h1:05", Map.of("n", "h1:05"), Optional.empty());
        CommitRecord record = new CommitRecord(
                Event.COMMITTED,
                "w",
                "a",
                "r",
                "a/1",
                1,
                "2013-01-01..2013-01-03",
                "",
                "f1:0a",
                Map.of(),
                Map.of(),
                Map.of("2013-01-01", first, "2013-01-02", second, "2013-01-03", third),
                "",
                OptionalDouble.empty(),
                "");

        String json = CommitRecordJson.write(record);

        assertThat(json)
                .containsOnlyOnce("[\"arrived\",\"delay_minutes\"]")
                .contains("\"2013-01-02\":[\"c\",31,4000,1,\"h1:04\",\"h1:05\",null,0]");
        assertThat(whole(json)).isEqualTo(record);
        assertThat(whole(json.replace("column_changes", "of_another_version"))
                        .contents()
                        .values())
                .allMatch(content -> content.change().isEmpty());
    }

    @Test
    void fieldsOfALaterVersionAreLeftAside() throws IOException {
        CommitRecord record = whole(golden("commit-record-1-later-fields.json"));
        assertThat(record.contents())
                .isEqualTo(Map.of(
                        "2013-01-01",
                        new Content(Event.COMMITTED, 30, 4000, 1, "h1:01", Map.of("n", "h1:02"), Optional.empty())));
        assertThat(record.step()).isEqualTo("daily_delays/1.2");
    }

    @Test
    void aLaterFormatIsAProblem() throws IOException {
        String later = golden("commit-record-1.json").replace("\"format\":1", "\"format\":2");
        assertThatThrownBy(() -> CommitRecordJson.parse(later))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a commit record has format 2")
                .hasMessageContaining("reads formats up to 1");
    }

    @Test
    void aReferenceNamesAFileBesideTheTable() {
        String reference = CommitRecordJson.reference("_hindcast/r-1.json");
        assertThat(reference).isEqualTo("{\"format\":1,\"file\":\"_hindcast/r-1.json\"}");
        assertThat(CommitRecordJson.parse(reference)).contains(new Parsed.InFile("_hindcast/r-1.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "_hindcast/../../x", "x.json"})
    void aReferenceElsewhereIsRefused(String file) {
        assertThatThrownBy(() -> CommitRecordJson.reference(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file);
        assertThat(CommitRecordJson.parse("{\"format\":1,\"file\":\"" + file + "\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a remark", "{", "{}", "[1]", "{\"format\":7}", "{\"run\":\"r\",\"step\":\"s\"}", "{\"a\" 1}"
            })
    void whatOthersWriteIsNotOurs(String metadata) {
        assertThat(CommitRecordJson.parse(metadata)).isEmpty();
    }

    @Test
    void aYearOfDaysWithTenColumnsIsCompact() {
        Map<String, String> hashes = new HashMap<>();
        for (int column = 0; column < 10; column++) {
            hashes.put("column_" + column, "h1:0123456789abcdef0123456789abcdef");
        }
        Map<String, Content> contents = new HashMap<>();
        for (int day = 0; day < 365; day++) {
            contents.put(
                    LocalDate.of(2013, 1, 1).plusDays(day).toString(),
                    new Content(
                            Event.COMMITTED,
                            900,
                            30_000,
                            1,
                            "h1:0123456789abcdef0123456789abcdef",
                            hashes,
                            Optional.empty()));
        }
        CommitRecord year = new CommitRecord(
                Event.COMMITTED,
                "w",
                "a",
                "r",
                "a/1",
                1,
                "2013",
                "",
                "f1:0",
                Map.of(),
                Map.of(),
                contents,
                "",
                OptionalDouble.empty(),
                "");
        String json = CommitRecordJson.write(year);
        assertThat(json.length()).isBetween(CommitRecordJson.INLINE_LIMIT, 365 * (11 * 38 + 45));
        assertThat(whole(json)).isEqualTo(year);
    }

    @Test
    void whatAnInputWasTravelsWithItsVersion() {
        InputRead read = new InputRead(12, Optional.of(new InputRead.Origin("id-1", "the day", "2013-01-01..")));
        CommitRecord record = new CommitRecord(
                Event.COMMITTED,
                "w",
                "a",
                "r",
                "a/1",
                1,
                "2013",
                "",
                "f1:0",
                Map.of(),
                Map.of("flights", read, "planes", InputRead.of(3)),
                Map.of(),
                "",
                OptionalDouble.empty(),
                "");
        String json = CommitRecordJson.write(record);
        assertThat(json)
                .contains("\"inputs\":{\"flights\":12,\"planes\":3}")
                .contains("\"origins\":{\"flights\":{\"table\":\"id-1\",\"mapping\":\"the day\","
                        + "\"declared\":\"2013-01-01..\"}}");
        assertThat(whole(json)).isEqualTo(record);
    }
}
