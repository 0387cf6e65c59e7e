package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Column;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.JobSignature;
import io.hindcast.mapping.MappingRule;
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
    private static final Map<String, List<Column>> ORDERS = Map.of("orders", List.of(new Column("amount", "bigint")));

    @TempDir
    Path folder;

    private final TestingJobs asked = new TestingJobs();

    @BeforeEach
    void aJob() {
        asked.job("sums", List.of("orders"), List.of(new Column("total", "bigint")));
    }

    @Test
    void theNextProcessIsToldTheSameWithoutAskingAgain() {
        JobSignature first = signature("build 1", sums(SQL, Map.of()), ORDERS);
        JobSignature second = signature("build 1", sums(SQL, Map.of()), ORDERS);

        assertThat(second).isEqualTo(first);
        assertThat(asked.signed()).containsExactly("sums");
    }

    @Test
    void whatTheAnswerDependsOnIsAskedAgain() {
        signature("build 1", sums(SQL, Map.of()), ORDERS);
        InputDeclaration lag = new InputDeclaration(
                MappingRule.lag(1), InputDeclaration.Requirement.ARRIVED, InputDeclaration.ChangePolicy.REBUILD, PLACE);

        signature("build 2", sums(SQL, Map.of()), ORDERS);
        signature("build 2", sums(SQL + " WHERE amount > 0", Map.of()), ORDERS);
        signature("build 2", sums(SQL, Map.of()), Map.of("orders", List.of(new Column("amount", "int"))));
        signature("build 2", sums(SQL, Map.of("orders", lag)), ORDERS);

        assertThat(asked.signed()).hasSize(5);
    }

    @Test
    void aFileThatCannotBeReadIsNoHindrance() throws IOException {
        JobSignature first = signature("build 1", sums(SQL, Map.of()), ORDERS);
        Files.writeString(file(), "{ half of");

        assertThat(signature("build 1", sums(SQL, Map.of()), ORDERS)).isEqualTo(first);
        assertThat(signature("build 1", sums(SQL, Map.of()), ORDERS)).isEqualTo(first);
        assertThat(asked.signed()).hasSize(2);
    }

    @Test
    void onlyWhatWasAskedLastIsKept() throws IOException {
        signature("build 1", sums(SQL, Map.of()), ORDERS);
        long size = Files.size(file());
        for (int i = 0; i < 5; i++) {
            signature("build 1", sums(SQL + " -- " + i, Map.of()), ORDERS);
        }

        assertThat(Files.size(file())).isEqualTo(size);
    }

    @Test
    void relationsAreKeptByTheTextAlone() {
        CachedJobInspector first = new CachedJobInspector(file(), "build 1", () -> asked);
        assertThat(first.relations(sums(SQL, Map.of()))).containsExactly("orders");
        first.save();

        CachedJobInspector second = new CachedJobInspector(file(), "build 1", () -> {
            throw new AssertionError("there is nothing left to ask");
        });
        assertThat(second.relations(sums(SQL, Map.of()))).containsExactly("orders");
    }

    private Path file() {
        return folder.resolve("deep/jobs.json");
    }

    private JobSignature signature(String program, AssetDeclaration asset, Map<String, List<Column>> inputs) {
        CachedJobInspector inspector = new CachedJobInspector(file(), program, () -> asked);
        JobSignature signature = inspector.signature(asset, inputs);
        inspector.save();
        return signature;
    }

    private static AssetDeclaration sums(String sql, Map<String, InputDeclaration> inputs) {
        return new AssetDeclaration(
                "sums",
                Partitioning.none(),
                new SqlJob(sql, PLACE),
                inputs,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeSet<>(),
                "/tables/sums",
                List.of(),
                PLACE);
    }
}
