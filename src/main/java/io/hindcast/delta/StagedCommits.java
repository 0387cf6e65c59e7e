package io.hindcast.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.CommitRange;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaHistoryManager;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What the commits of a source tell of the landing files that they brought. Starts no Spark session. */
public final class StagedCommits {

    static final String EVENT = "staged";

    static final String LOADED_AT = "loaded_at";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StagedCommits() {}

    /**
     * A commit that brought landing files.
     *
     * @param version of the source after it
     * @param bytes of the landing files
     * @param count how many files
     * @param files their names; empty when they were too many to be named
     */
    public record Staged(long version, Instant at, StagedBy by, long rows, long bytes, long count, List<String> files) {

        public Staged {
            files = List.copyOf(files);
        }
    }

    /** All of them that the log still has, oldest first; those of early versions, which do not tell their run, are left out. */
    public static List<Staged> of(Configuration hadoop, TableRef table) {
        Engine engine = QuickEngine.create(hadoop);
        List<Staged> staged = new ArrayList<>();
        try {
            Snapshot newest = TableManager.loadSnapshot(table.path()).build(engine);
            long oldest = DeltaHistoryManager.getEarliestDeltaFile(engine, newest.getLogPath(), Optional.empty());
            CommitRange range = TableManager.loadCommitRange(table.path(), CommitBoundary.atVersion(oldest))
                    .withEndBoundary(CommitBoundary.atVersion(newest.getVersion()))
                    .build(engine);
            for (int i = 0; i < range.getDeltaFiles().size(); i++) {
                Path file = new Path(range.getDeltaFiles().get(i).getPath());
                long version = range.getStartVersion() + i;
                CommitInfo.read(hadoop, file)
                        .userMetadata()
                        .flatMap(metadata -> staged(version, metadata))
                        .ifPresent(staged::add);
            }
        } catch (TableNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw Problems.raise(TableProblems.unreadable(table.name(), table.path(), e.toString()), e);
        }
        return staged;
    }

    /** The moment that the rows of a commit have as that of their loading; empty where its metadata do not tell it. */
    static Optional<Instant> loadedAt(String metadata) {
        try {
            JsonNode json = MAPPER.readTree(metadata);
            return json.path("event").asText().equals(EVENT)
                            && json.path(LOADED_AT).isTextual()
                    ? Optional.of(Instant.parse(json.path(LOADED_AT).asText()))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeParseException e) {
            // Metadata is free text: what is not of ours tells nothing.
            return Optional.empty();
        }
    }

    private static Optional<Staged> staged(long version, String metadata) {
        JsonNode json;
        try {
            json = MAPPER.readTree(metadata);
        } catch (JsonProcessingException e) {
            // Metadata is free text: what is not JSON is somebody else's.
            return Optional.empty();
        }
        if (!json.path("event").asText().equals(EVENT) || !json.path("run").isTextual()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        long bytes = json.path("bytes").asLong();
        for (var file : json.path("files").properties()) {
            names.add(file.getKey());
            bytes += file.getValue().asLong();
        }
        return Optional.of(new Staged(
                version,
                Instant.ofEpochMilli(json.path("at").asLong()),
                new StagedBy(json.path("run").asText(), json.path("actor").asText()),
                json.path("rows").asLong(),
                bytes,
                json.path("count").asLong(names.size()),
                names));
    }
}
