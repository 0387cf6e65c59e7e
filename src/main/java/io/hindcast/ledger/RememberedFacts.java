package io.hindcast.ledger;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.LedgerView.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The condensed entries of a warehouse up to a position of its ledger, as they are kept in a file. It can
 * always be made again from the ledger.
 *
 * @param position up to which the ledger was read
 * @param shapes asset to the shape of its partitions, by which the texts of sets are read
 * @param entries asset to its condensed entries; of every asset of the shapes
 * @param seen asset to what the commits of its table told beyond the ledger
 * @param tables asset to its table, where it could be recognised
 */
record RememberedFacts(
        Position position,
        Map<String, String> shapes,
        Map<String, List<Entry>> entries,
        Map<String, SeenCommits> seen,
        Map<String, KnownTable> tables) {

    private static final StateFile FILE = new StateFile(0x48435346, 3);

    RememberedFacts {
        shapes = FrozenMap.of(shapes);
        entries = FrozenMap.of(entries);
        seen = FrozenMap.of(seen);
        tables = FrozenMap.of(tables);
    }

    static Map<String, String> shapes(Warehouse warehouse) {
        Map<String, String> shapes = new TreeMap<>();
        for (Asset asset : warehouse.assets()) {
            shapes.put(asset.name(), asset.partitioning().shape());
        }
        return shapes;
    }

    /** Whether it tells of every asset of the warehouse, as it is partitioned now. */
    boolean isOf(Warehouse warehouse) {
        return shapes.entrySet().containsAll(shapes(warehouse).entrySet());
    }

    /** The condensed entries of an asset. */
    List<Entry> entriesOf(String asset) {
        return entries.getOrDefault(asset, List.of());
    }

    RememberedFacts withTables(Map<String, SeenCommits> otherSeen, Map<String, KnownTable> otherTables) {
        return new RememberedFacts(position, shapes, entries, otherSeen, otherTables);
    }

    RememberedFacts withoutEntries() {
        Map<String, List<Entry>> none = new TreeMap<>();
        shapes.keySet().forEach(asset -> none.put(asset, List.of()));
        return new RememberedFacts(position, shapes, none, seen, tables);
    }

    byte[] bytes() {
        return FILE.bytes(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        EntryStream.Writer writer = new EntryStream.Writer(out);
        writer.text(position.table());
        out.writeLong(position.version());
        out.writeLong(position.rows());
        out.writeInt(shapes.size());
        for (Map.Entry<String, String> shape : shapes.entrySet()) {
            writer.text(shape.getKey());
            writer.text(shape.getValue());
            writer.entries(entriesOf(shape.getKey()));
            writer.seen(seen.getOrDefault(shape.getKey(), SeenCommits.NONE));
            writer.table(Optional.ofNullable(tables.get(shape.getKey())));
        }
    }

    /** What a file holds; empty when it is none of this format, or not whole. */
    static Optional<RememberedFacts> parse(byte[] file) {
        return FILE.parse(file, RememberedFacts::read);
    }

    private static RememberedFacts read(DataInputStream in) throws IOException {
        EntryStream.Reader reader = new EntryStream.Reader(in);
        Position position = new Position(reader.text(), in.readLong(), in.readLong());
        Map<String, String> shapes = new TreeMap<>();
        Map<String, List<Entry>> entries = new TreeMap<>();
        Map<String, SeenCommits> seen = new TreeMap<>();
        Map<String, KnownTable> tables = new TreeMap<>();
        int assets = in.readInt();
        for (int i = 0; i < assets; i++) {
            String asset = reader.text();
            shapes.put(asset, reader.text());
            entries.put(asset, reader.entries(asset));
            seen.put(asset, reader.seen(asset));
            reader.table().ifPresent(table -> tables.put(asset, table));
        }
        return new RememberedFacts(position, shapes, entries, seen, tables);
    }
}
