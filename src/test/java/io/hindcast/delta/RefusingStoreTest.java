package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose log cannot be written: to Kernel that looks like a version that someone else may have made. */
@Tag("tables")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RefusingStoreTest {

    @TempDir
    private Path root;

    private DeltaLedger ledger;

    @BeforeEach
    void hasOneEntry() {
        ledger = new DeltaLedger(LocalDisk.hadoop(), FaultyDisk.uri(root));
        ledger.append(List.of(DeltaLedgerTest.numbered(1)));
    }

    @AfterEach
    void theDiskIsWell() {
        FaultyDisk.under(Faults.NONE);
    }

    private static void refuseTheLog(int times) {
        AtomicInteger refused = new AtomicInteger();
        FaultyDisk.under(new Faults() {
            @Override
            public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
                if (operation.changes()
                        && operation.path().contains("/_delta_log")
                        && refused.getAndIncrement() < times) {
                    throw new IOException("Read-only file system");
                }
                return deed.whole();
            }
        });
    }

    @Test
    void oneThatIsNeverTakenIsTold() {
        refuseTheLog(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ledger.append(List.of(DeltaLedgerTest.numbered(2))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Read-only file system");

        FaultyDisk.under(Faults.NONE);
        assertThat(ledger.entries()).hasSize(1);
    }

    @Test
    void oneThatIsRefusedOnceIsTriedAgain() {
        refuseTheLog(1);

        ledger.append(List.of(DeltaLedgerTest.numbered(2)));

        assertThat(ledger.entries()).hasSize(2);
    }
}
