package io.hindcast.ledger;

import io.hindcast.asset.Column;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSetBuilder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Condensed entries as bytes. Texts and maps are written where they first occur, and later as their number: few of them
 * differ.
 */
final class EntryStream {

    /** In place of a number that is absent. */
    private static final long NONE = Long.MIN_VALUE;

    private EntryStream() {}

    static final class Writer {

        private final DataOutputStream out;
        private final Map<String, Integer> texts = new HashMap<>();
        private final Map<Map<String, String>, Integer> columns = new HashMap<>();
        private final Map<Map<String, Long>, Integer> inputs = new HashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void text(String text) throws IOException {
            if (isNew(texts, text)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        void entries(List<Entry> entries) throws IOException {
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                entry(entry);
            }
        }

        void seen(SeenCommits seen) throws IOException {
            text(seen.table());
            text(seen.declared());
            out.writeInt(seen.quiet().intervals().size());
            for (Interval range : seen.quiet().intervals()) {
                out.writeLong(range.from());
                out.writeLong(range.until());
            }
            entries(seen.foreign());
        }

        void table(Optional<KnownTable> table) throws IOException {
            out.writeBoolean(table.isPresent());
            if (table.isEmpty()) {
                return;
            }
            text(table.get().path());
            text(table.get().stamp());
            TableState state = table.get().state();
            out.writeLong(state.version());
            text(state.id());
            out.writeInt(state.columns().size());
            for (Column column : state.columns()) {
                text(column.name());
                text(column.type());
            }
            out.writeInt(state.partitionColumns().size());
            for (String column : state.partitionColumns()) {
                text(column);
            }
            out.writeInt(state.readerVersion());
            columns(state.properties());
        }

        private void entry(Entry entry) throws IOException {
            text(entry.at().toString());
            text(entry.event().word());
            text(entry.partition());
            out.writeLong(entry.partitions().orElse(NONE));
            text(entry.reason());
            text(entry.run());
            text(entry.step());
            out.writeLong(entry.attempt().isPresent() ? entry.attempt().getAsInt() : NONE);
            text(entry.fingerprint());
            columns(entry.columns());
            inputs(entry.inputs());
            out.writeLong(entry.version().orElse(NONE));
            out.writeLong(entry.rows().orElse(NONE));
            out.writeLong(entry.bytes().orElse(NONE));
            out.writeDouble(entry.seconds().orElse(Double.NaN));
            text(entry.error());
            text(entry.actor());
            text(entry.detail());
        }

        private void columns(Map<String, String> map) throws IOException {
            if (isNew(columns, map)) {
                out.writeInt(map.size());
                for (Map.Entry<String, String> column : map.entrySet()) {
                    text(column.getKey());
                    text(column.getValue());
                }
            }
        }

        private void inputs(Map<String, Long> map) throws IOException {
            if (isNew(inputs, map)) {
                out.writeInt(map.size());
                for (Map.Entry<String, Long> input : map.entrySet()) {
                    text(input.getKey());
                    out.writeLong(input.getValue());
                }
            }
        }

        private <T> boolean isNew(Map<T, Integer> seen, T value) throws IOException {
            Integer known = seen.putIfAbsent(value, seen.size());
            out.writeInt(known == null ? seen.size() - 1 : known);
            return known == null;
        }
    }

    static final class Reader {

        private final DataInputStream in;
        private final List<String> texts = new ArrayList<>();
        private final List<Map<String, String>> columns = new ArrayList<>();
        private final List<Map<String, Long>> inputs = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        String text() throws IOException {
            int number = in.readInt();
            if (number == texts.size()) {
                texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return texts.get(number);
        }

        List<Entry> entries(String asset) throws IOException {
            int count = in.readInt();
            List<Entry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(entry(asset));
            }
            return entries;
        }

        SeenCommits seen(String asset) throws IOException {
            String table = text();
            String declared = text();
            IntervalSetBuilder versions = new IntervalSetBuilder(1);
            for (int left = in.readInt(); left > 0; left--) {
                versions.add(in.readLong(), in.readLong());
            }
            return new SeenCommits(table, declared, versions.build(), entries(asset));
        }

        Optional<KnownTable> table() throws IOException {
            if (!in.readBoolean()) {
                return Optional.empty();
            }
            String path = text();
            String stamp = text();
            return Optional.of(new KnownTable(path, state(), stamp));
        }

        private TableState state() throws IOException {
            long version = in.readLong();
            String id = text();
            List<Column> columns = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                columns.add(new Column(text(), text()));
            }
            List<String> partitionColumns = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                partitionColumns.add(text());
            }
            return new TableState(version, id, columns, partitionColumns, in.readInt(), columns());
        }

        private Entry entry(String asset) throws IOException {
            return new Entry(
                    Instant.parse(text()),
                    Event.ofWord(text()).orElseThrow(() -> new IOException("an event of a later version")),
                    "",
                    asset,
                    text(),
                    number(),
                    text(),
                    text(),
                    text(),
                    attempt(),
                    text(),
                    columns(),
                    inputs(),
                    number(),
                    number(),
                    number(),
                    OptionalLong.empty(),
                    "",
                    Map.of(),
                    seconds(),
                    text(),
                    text(),
                    text());
        }

        private OptionalInt attempt() throws IOException {
            long attempt = in.readLong();
            return attempt == NONE ? OptionalInt.empty() : OptionalInt.of((int) attempt);
        }

        private OptionalLong number() throws IOException {
            long number = in.readLong();
            return number == NONE ? OptionalLong.empty() : OptionalLong.of(number);
        }

        private OptionalDouble seconds() throws IOException {
            double seconds = in.readDouble();
            return Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds);
        }

        private Map<String, String> columns() throws IOException {
            int number = in.readInt();
            if (number == columns.size()) {
                Map<String, String> map = new TreeMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    map.put(text(), text());
                }
                columns.add(FrozenMap.of(map));
            }
            return columns.get(number);
        }

        private Map<String, Long> inputs() throws IOException {
            int number = in.readInt();
            if (number == inputs.size()) {
                Map<String, Long> map = new TreeMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    map.put(text(), in.readLong());
                }
                inputs.add(FrozenMap.of(map));
            }
            return inputs.get(number);
        }
    }
}
