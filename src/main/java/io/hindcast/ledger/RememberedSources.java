package io.hindcast.ledger;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last-change indexes of the sources of a warehouse, as they are kept in a file. Without it they are made from the
 * logs of the sources, as far back as these go.
 *
 * @param sources by name
 */
record RememberedSources(Map<String, KnownSource> sources) {

    private static final StateFile FILE = new StateFile(0x48435358, 2);

    static final RememberedSources NONE = new RememberedSources(Map.of());

    RememberedSources {
        sources = FrozenMap.of(sources);
    }

    byte[] bytes() {
        return FILE.bytes(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(sources.size());
        for (Map.Entry<String, KnownSource> source : sources.entrySet()) {
            // Each for itself: of those that are declared otherwise by now the length alone is read.
            byte[] bytes = bytes(source.getValue());
            out.writeUTF(source.getKey());
            out.writeUTF(source.getValue().changes().partitioning().shape());
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte[] bytes(KnownSource source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        EntryStream.Writer writer = new EntryStream.Writer(out);
        writer.text(source.path());
        writer.text(source.table());
        out.writeLong(source.version());
        writer.text(source.stamp());
        writer.text(source.declared());
        changes(writer, out, source.changes());
        files(writer, out, source.files());
        out.flush();
        return bytes.toByteArray();
    }

    private static void changes(EntryStream.Writer writer, DataOutputStream out, ChangeLog changes) throws IOException {
        out.writeLong(changes.since());
        out.writeInt(changes.gaps().intervals().size());
        for (Interval gap : changes.gaps().intervals()) {
            out.writeLong(gap.from());
            out.writeLong(gap.until());
        }
        out.writeInt(changes.changes().size());
        for (Map.Entry<Long, Changed> change : changes.changes().entrySet()) {
            out.writeLong(change.getKey());
            // Nobody hashes what others write: sources change in all columns.
            writer.text(change.getValue().partitions().toString());
            Instant time = changes.times().get(change.getKey());
            writer.text(time == null ? "" : time.toString());
        }
    }

    private static void files(EntryStream.Writer writer, DataOutputStream out, DataFiles files) throws IOException {
        out.writeInt(files.alone().size());
        for (Map.Entry<PartitionSet, Long> partition : files.alone().entrySet()) {
            writer.text(partition.getKey().toString());
            out.writeLong(partition.getValue());
        }
        out.writeInt(files.spanning().size());
        for (Map.Entry<Long, PartitionSet> file : files.spanning().entrySet()) {
            out.writeLong(file.getKey());
            writer.text(file.getValue().toString());
        }
    }

    /**
     * What a file holds; nothing when it is none of this format, not whole, or of sources that are partitioned otherwise
     * now.
     */
    static RememberedSources parse(Optional<byte[]> file, Warehouse warehouse) {
        Map<String, Partitioning> declared = new HashMap<>();
        for (SourceDeclaration source : warehouse.sources()) {
            declared.put(source.name(), source.partitioning());
        }
        return file.flatMap(bytes -> FILE.parse(bytes, in -> read(in, declared)))
                .orElse(NONE);
    }

    private static RememberedSources read(DataInputStream in, Map<String, Partitioning> declared) throws IOException {
        Map<String, KnownSource> sources = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            String shape = in.readUTF();
            byte[] bytes = in.readNBytes(in.readInt());
            Partitioning partitioning = declared.get(name);
            // Who knows of another shape does not know how the texts of sets are meant.
            if (partitioning != null && partitioning.shape().equals(shape)) {
                sources.put(name, source(new DataInputStream(new ByteArrayInputStream(bytes)), partitioning));
            }
        }
        return new RememberedSources(sources);
    }

    private static KnownSource source(DataInputStream in, Partitioning partitioning) throws IOException {
        EntryStream.Reader reader = new EntryStream.Reader(in);
        return new KnownSource(
                reader.text(),
                reader.text(),
                in.readLong(),
                reader.text(),
                reader.text(),
                changes(reader, in, partitioning),
                files(reader, in, partitioning));
    }

    private static ChangeLog changes(EntryStream.Reader reader, DataInputStream in, Partitioning partitioning)
            throws IOException {
        long since = in.readLong();
        List<Interval> gaps = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            gaps.add(new Interval(in.readLong(), in.readLong()));
        }
        TreeMap<Long, Changed> changes = new TreeMap<>();
        Map<Long, Instant> times = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            long version = in.readLong();
            changes.put(version, Changed.wholly(partitioning.parse(reader.text())));
            String time = reader.text();
            if (!time.isEmpty()) {
                times.put(version, Instant.parse(time));
            }
        }
        return new ChangeLog(partitioning, since, IntervalSet.of(gaps), changes, times);
    }

    private static DataFiles files(EntryStream.Reader reader, DataInputStream in, Partitioning partitioning)
            throws IOException {
        Map<PartitionSet, Long> alone = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            alone.put(partitioning.parse(reader.text()), in.readLong());
        }
        Map<Long, PartitionSet> spanning = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            spanning.put(in.readLong(), partitioning.parse(reader.text()));
        }
        return new DataFiles(alone, spanning);
    }
}
