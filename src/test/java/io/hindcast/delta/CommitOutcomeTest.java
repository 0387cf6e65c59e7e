package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.storage.LocalLogStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit says of itself when the store fails in the middle of it. */
@Tag("spark")
class CommitOutcomeTest {

    private static final AtomicReference<Failure> NEXT = new AtomicReference<>(Failure.NONE);

    private enum Failure {
        NONE,
        BEFORE,
        AFTER,
        INTERRUPTED_AFTER,
        NOT_OF_THE_STORE
    }

    /** The local disk under a scheme of its own, so that it gets a log store of its own. */
    public static final class FlakyFileSystem extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("flaky:///");
        }

        @Override
        public String getScheme() {
            return "flaky";
        }
    }

    /** Fails once, before or after it has written a version. */
    public static final class FlakyLogStore extends LocalLogStore {

        public FlakyLogStore(Configuration conf) {
            super(conf);
        }

        @Override
        public void write(
                org.apache.hadoop.fs.Path path, Iterator<String> actions, Boolean overwrite, Configuration conf)
                throws IOException {
            Failure failure = path.getName().endsWith(".json") ? NEXT.getAndSet(Failure.NONE) : Failure.NONE;
            if (failure == Failure.BEFORE) {
                throw new IOException("the store is away");
            }
            if (failure == Failure.NOT_OF_THE_STORE) {
                throw new IllegalStateException("a defect");
            }
            super.write(path, actions, overwrite, conf);
            if (failure == Failure.AFTER) {
                throw new IOException("the answer was lost");
            }
            if (failure == Failure.INTERRUPTED_AFTER) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", new InterruptedException());
            }
        }
    }

    @TempDir
    Path folder;

    private DeltaWorld world;

    @BeforeEach
    void createTable() {
        world = new DeltaWorld("flaky:" + folder.resolve("t"), DeltaWorld.DAYS);
        // Where Delta looks for it; the session is up already.
        world.spark.sparkContext().conf().set("spark.delta.logStore.flaky.impl", FlakyLogStore.class.getName());
        world.spark.conf().set("fs.flaky.impl", FlakyFileSystem.class.getName());
        world.create(DeltaWorld.COLUMNS);
    }

    @AfterEach
    void failNoMore() {
        NEXT.set(Failure.NONE);
        assertThat(Thread.interrupted()).isFalse();
    }

    private CommitOutcome commit(Failure failure) {
        PartitionOverwrite overwrite = world.open(world.step("r1", "2013-01-01", 0));
        overwrite.write(world.rows("('2013-01-01', 'a', 1)"));
        NEXT.set(failure);
        return overwrite.commit(DeltaWorld.provenance(Map.of()));
    }

    private Opening openAgain() {
        return PartitionOverwrite.open(
                new OpenTables(world.spark, InstantSource.system()), world.step("r1", "2013-01-01", 0));
    }

    @Test
    void aLostAnswerIsFoundToBeACommit() {
        assertThat(DeltaWorld.committed(commit(Failure.AFTER)).version()).isEqualTo(1);
        assertThat(world.content()).containsExactly("[2013-01-01,a,1]");
        assertThat(openAgain()).isEqualTo(new Opening.Done(1));
    }

    @Test
    void anInterruptionAfterTheCommitIsFoundToBeACommitAndHandedOn() {
        CommitOutcome outcome = commit(Failure.INTERRUPTED_AFTER);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(DeltaWorld.committed(outcome).version()).isEqualTo(1);
    }

    @Test
    void aStoreThatFailedLeavesTheOutcomeUnknownAndTheFilesWhereTheyAre() {
        assertThat(commit(Failure.BEFORE)).isInstanceOf(CommitOutcome.Unknown.class);
        assertThat(folder.resolve("t/ds=2013-01-01")).isNotEmptyDirectory();
        assertThat(world.content()).isEmpty();
        // The next attempt looks first: nothing was committed, so it writes.
        assertThat(openAgain()).isInstanceOf(Opening.Ready.class);
    }

    @Test
    void anyOtherErrorBeforeTheCommitIsAFailureForSure() {
        assertThat(commit(Failure.NOT_OF_THE_STORE))
                .isInstanceOfSatisfying(
                        CommitOutcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(CommitOutcome.Refusal.Failed.class));
        assertThat(folder.resolve("t/ds=2013-01-01")).isDirectoryNotContaining("glob:**.parquet");
        assertThat(openAgain()).isInstanceOf(Opening.Ready.class);
    }
}
