package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.TestSession;
import io.hindcast.spark.CorpusJobs.CorpusJob;
import io.hindcast.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSession$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fingerprints that do not move: neither Spark nor Hindcast makes a warehouse out of date by being another version. */
@Tag("spark")
class FingerprintsTest {

    private static SortedMap<String, CorpusJob> jobs;

    @BeforeAll
    static void lookAtAllJobs() {
        jobs = CorpusJobs.all();
    }

    @Test
    void theyAreTheSameOnEveryLaneOfSpark() {
        Golden.assertGolden("fingerprints/f2.txt", lines(jobs));
    }

    /** But for what the clock says when a statement is analysed: then the statement as a whole tells of the code. */
    @Test
    void thoseOfTheirPartsAreTheSameOnEveryLaneOfSpark() {
        List<String> parts = new ArrayList<>();
        jobs.forEach((name, job) -> {
            if (!name.equals("impure_special_literal")) {
                new TreeMap<>(job.signature().columnFingerprints())
                        .forEach((part, print) -> parts.add(name + " " + part + " " + print));
            }
        });

        Golden.assertGolden("fingerprints/f2-parts.txt", String.join("\n", parts));
    }

    @Test
    void whatWasRecordedUnderTheFirstSchemeIsTheSameCode() throws IOException {
        Path golden = Path.of(System.getProperty("hindcast.home", "."))
                .resolve("src/test/resources/golden/fingerprints/f1.txt");
        List<String> recorded = Files.readAllLines(golden);

        List<String> known = recorded.stream()
                .filter(line -> jobs.containsKey(line.substring(0, line.indexOf(' '))))
                .toList();
        assertThat(known).hasSizeGreaterThan(150).allSatisfy(line -> {
            int end = line.indexOf(' ');
            CorpusJob job =
                    Optional.ofNullable(jobs.get(line.substring(0, end))).orElseThrow();
            assertThat(job.signature().isOf(line.substring(end + 1))).as(line).isTrue();
        });
    }

    @Test
    void neitherTheSessionNorTheMachineMovesThem() {
        SparkSession session = TestSession.get().newSession();
        session.conf().set("spark.sql.ansi.enabled", "false");
        session.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
        session.conf().set("spark.sql.caseSensitive", "true");
        TimeZone zone = TimeZone.getDefault();
        try {
            SparkSession$.MODULE$.setActiveSession(session);
            TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));

            assertThat(lines(CorpusJobs.all())).isEqualTo(lines(jobs));
        } finally {
            TimeZone.setDefault(zone);
            TestSession.get();
        }
    }

    private static String lines(SortedMap<String, CorpusJob> some) {
        return String.join(
                "\n",
                some.entrySet().stream()
                        .map(job ->
                                job.getKey() + " " + job.getValue().signature().fingerprint())
                        .toList());
    }
}
