package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Places;
import io.hindcast.asset.ReadColumns;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.Place;
import io.hindcast.testing.TestingJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachedJobInspectorTest {

    private static final Place PLACE = Place.of("sums.sql", 7);
    private static final String SQL = "SELECT sum(amount) AS total FROM orders";
    private static final Map<String, JobInput> ORDERS = orders("bigint", "the same");

    @TempDir
    Path folder;

    private final TestingJobs asked = new TestingJobs();

    @BeforeEach
    void aJob() {
        asked.job("sums", List.of("orders"), List.of(new Column("total", "bigint")));
    }

    @Test
    void theNextProcessIsToldTheSameWithoutAskingAgain() {
        JobSignature first = signature("build 1", sums(SQL), ORDERS);
        JobSignature second = signature("build 1", sums(SQL), ORDERS);

        assertThat(second).isEqualTo(first);
        assertThat(asked.signed()).containsExactly("sums");
    }

    @Test
    void whichColumnsAreReadIsRememberedAlsoWhereThatIsNone() {
        asked.reads("sums", Map.of("orders", ReadColumns.of(List.of("amount")), "days", ReadColumns.of(List.of())));

        signature("build 1", sums(SQL), ORDERS);

        assertThat(signature("build 1", sums(SQL), ORDERS).reads())
                .isEqualTo(Map.of("orders", ReadColumns.of(List.of("amount")), "days", ReadColumns.of(List.of())));
        assertThat(asked.signed()).containsExactly("sums");
    }

    @Test
    void whatTheAnswerDependsOnIsAskedAgain() {
        signature("build 1", sums(SQL), ORDERS);
        signature("build 2", sums(SQL), ORDERS);
        signature("build 2", sums(SQL + " WHERE amount > 0"), ORDERS);
        signature("build 2", sums(SQL), orders("int", "the same"));
        signature("build 2", sums(SQL), orders("bigint", "the one before"));

        assertThat(asked.signed()).hasSize(5);
    }

    @Test
    void aFileThatCannotBeReadIsNoHindrance() throws IOException {
        JobSignature first = signature("build 1", sums(SQL), ORDERS);
        Files.writeString(file(), "{ half of");

        assertThat(signature("build 1", sums(SQL), ORDERS)).isEqualTo(first);
        assertThat(signature("build 1", sums(SQL), ORDERS)).isEqualTo(first);
        assertThat(asked.signed()).hasSize(2);
    }

    @Test
    void onlyWhatWasAskedLastIsKept() throws IOException {
        signature("build 1", sums(SQL), ORDERS);
        long size = Files.size(file());
        for (int i = 0; i < 5; i++) {
            signature("build 1", sums(SQL + " -- " + i), ORDERS);
        }

        assertThat(Files.size(file())).isEqualTo(size);
    }

    @Test
    void relationsAreKeptByTheTextAlone() {
        CachedJobInspector first = new CachedJobInspector(file(), "build 1", asked);
        assertThat(first.relations(sums(SQL))).containsExactly("orders");
        first.save();

        CachedJobInspector second = new CachedJobInspector(file(), "build 1", new TestingJobs());
        assertThat(second.relations(sums(SQL))).containsExactly("orders");
    }

    private Path file() {
        return folder.resolve("deep/jobs.json");
    }

    private JobSignature signature(String program, AssetDeclaration asset, Map<String, JobInput> inputs) {
        CachedJobInspector inspector = new CachedJobInspector(file(), program, asked);
        JobSignature signature = inspector.signature(asset, inputs);
        inspector.save();
        return signature;
    }

    private static Map<String, JobInput> orders(String type, String mapping) {
        return Map.of("orders", new JobInput(List.of(new Column("amount", type)), mapping));
    }

    private static AssetDeclaration sums(String sql) {
        return new AssetDeclaration(
                "sums",
                Partitioning.none(),
                new SqlJob(sql, PLACE),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeSet<>(),
                "/tables/sums",
                List.of(),
                Places.of(PLACE),
                Map.of());
    }
}
