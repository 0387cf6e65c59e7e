package io.hindcast.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Snapshot;
import io.hindcast.delta.LedgerTable.TransactionId;
import io.hindcast.ledger.Control;
import io.hindcast.ledger.Controls;
import io.hindcast.ledger.Entry;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Controls as entries of the ledger, each in a commit of its own that bears a transaction id. Who listens asks the store
 * for the one file of the next commit, and reads no data before it sees that id.
 */
public final class DeltaControls implements Controls {

    private static final String APPLICATION = "control";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DeltaLedger ledger;
    private final Configuration hadoop;
    private final String warehouse;

    /**
     * Of a warehouse.
     *
     * @param hadoop how the store is reached
     * @param warehouse its name
     */
    public DeltaControls(DeltaLedger ledger, Configuration hadoop, String warehouse) {
        this.ledger = ledger;
        this.hadoop = new Configuration(hadoop);
        this.warehouse = warehouse;
    }

    @Override
    public void tell(Control control) {
        ledger.guarded(() -> {
            OptionalLong version = OptionalLong.empty();
            while (version.isEmpty()) {
                Snapshot snapshot = ledger.table().latestOrNew();
                TransactionId id = new TransactionId(APPLICATION, snapshot.getVersion() + 1);
                version = ledger.table()
                        .commit(
                                snapshot,
                                ledger.table().write(snapshot, List.of(control.entry(warehouse))),
                                Optional.of(id));
            }
            return version;
        });
    }

    @Override
    public Listening listening() {
        return ledger.guarded(
                () -> new Tail(ledger.table().latest().map(Snapshot::getVersion).orElse(-1L)));
    }

    /** The end of the ledger's log. */
    private final class Tail implements Listening {

        private long seen;

        Tail(long seen) {
            this.seen = seen;
        }

        @Override
        public List<Control> heard() {
            return ledger.guarded(() -> {
                List<Control> heard = new ArrayList<>();
                Optional<Boolean> next = isControl(seen + 1);
                while (next.isPresent()) {
                    if (next.get()) {
                        addAll(heard, seen + 1);
                    }
                    seen++;
                    next = isControl(seen + 1);
                }
                return heard;
            });
        }

        private void addAll(List<Control> heard, long version) throws IOException {
            Snapshot snapshot = ledger.table().latestOrNew();
            for (Entry entry :
                    ledger.table().files(snapshot, EntryColumns.SCHEMA).of(version)) {
                Control.of(entry).filter(control -> !heard.contains(control)).ifPresent(heard::add);
            }
        }

        /** Whether a commit tells something; empty when there is no such commit yet. */
        private Optional<Boolean> isControl(long version) throws IOException {
            Path file = new Path(ledger.table().path(), String.format("_delta_log/%020d.json", version));
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
                boolean found = false;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode id = MAPPER.readTree(line).path("txn").path("appId");
                    found |= id.asText().equals(APPLICATION);
                }
                return Optional.of(found);
            } catch (FileNotFoundException notYet) {
                return Optional.empty();
            }
        }
    }
}
