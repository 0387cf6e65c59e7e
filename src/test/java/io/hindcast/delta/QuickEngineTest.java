package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.json.JsonUtils;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the quick engine reads is what Kernel's own reads. */
@Tag("once")
class QuickEngineTest {

    private static final Engine OWN = DefaultEngine.create(new Configuration());
    private static final Engine QUICK = QuickEngine.create(new Configuration());

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    @Test
    void entriesOfAllKindsAreReadAsKernelReadsThem() throws IOException {
        DeltaLedger ledger = new DeltaLedger(new Configuration(), folder.toString());
        List<Entry> written = new ArrayList<>();
        for (int append = 0; append < 6; append++) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                entries.add(entry(append == 0));
            }
            ledger.append(entries);
            written.addAll(entries);
        }
        List<Entry> own = read(OWN, EntryColumns.SCHEMA);
        assertThat(own).isEqualTo(written);
        assertThat(read(QUICK, EntryColumns.SCHEMA)).isEqualTo(written);
        assertThat(read(QUICK, EntryColumns.FACTS)).isEqualTo(read(OWN, EntryColumns.FACTS));
        assertThat(ledger.view().facts(Event.FOREIGN))
                .isEqualTo(ledger.view().facts().stream()
                        .filter(entry -> entry.event() == Event.FOREIGN)
                        .toList());
    }

    @Test
    void entriesOfOneAssetAreThoseOfAllThatAreOfIt() {
        DeltaLedger ledger = new DeltaLedger(new Configuration(), folder.toString());
        assertThat(ledger.view().entries("a1")).isEmpty();
        ledger.append(
                List.of(Entry.of(Instant.EPOCH, Event.STARTED, "w").asset("a2").build()));
        for (int append = 0; append < 3; append++) {
            ledger.append(List.of(entry(true), entry(true), entry(true), entry(true)));
        }
        for (int asset = 0; asset < 4; asset++) {
            String name = "a" + asset;
            assertThat(ledger.view().entries(name))
                    .isEqualTo(ledger.view().entries().stream()
                            .filter(entry -> entry.asset().equals(name))
                            .toList());
        }
    }

    private List<Entry> read(Engine engine, StructType columns) throws IOException {
        LedgerTable table = new LedgerTable(engine, DeltaLedger.path(folder.toString()));
        return table.files(table.latest().orElseThrow(), columns).all();
    }

    /** Few or many texts differ, so that there are pages with a dictionary and without one. */
    private Entry entry(boolean varied) {
        Event[] events = {Event.COMMITTED, Event.COMMITTED, Event.COMMITTED, Event.QUARANTINED, Event.PLANNED};
        EntryBuilder entry = Entry.of(
                        Instant.ofEpochSecond(random.nextInt(3), 1_000L * random.nextInt(1_000_000)),
                        varied && random.nextInt(500) == 0 ? Event.FOREIGN : events[random.nextInt(events.length)],
                        "w")
                .asset("a" + random.nextInt(3))
                .partitions(text(varied), random.nextInt(5));
        if (random.nextInt(4) > 0) {
            entry.inputs(random.nextInt(3) == 0 ? Map.of("s", random.nextLong()) : Map.of("s", 1L, "t", 2L))
                    .fingerprints("f1:" + text(varied), columns(varied))
                    .size(random.nextInt(9), random.nextLong(), random.nextInt(2))
                    .seconds(random.nextInt(3) / 3.0)
                    .attempt("a/1", random.nextInt(3))
                    .version(random.nextInt(7));
        }
        return random.nextInt(5) > 0
                ? entry.hashes(text(varied), columns(varied)).build()
                : entry.build();
    }

    private String text(boolean varied) {
        return varied ? Long.toHexString(random.nextLong()) + "é€😀" : "t" + random.nextInt(3);
    }

    private Map<String, String> columns(boolean varied) {
        Map<String, String> columns = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            columns.put("c" + i, text(varied));
        }
        return columns;
    }

    private static final List<String> LINES = List.of(
            "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"operationParameters\":{\"mode\":\"Append\",\"auto\":false,"
                    + "\"n\":1.50,\"i\":7,\"by\":[\"a\", {\"b\" : null}],\"none\":null},\"x\":[1,{\"y\":2}]}}",
            "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"deletionVectors\"],\"writerFeatures\":[]}}",
            "{\"metaData\":{\"id\":\"i\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"{\\\"type\\\":\\\"struct\\\"}\","
                    + "\"partitionColumns\":[\"ds\"],\"configuration\":{\"a\":\"b\",\"\\u00e9\":\"\"},\"createdTime\":5}}",
            "  { \"add\" : {\"path\":\"ds=2013-01-01/a%20b.parquet\",\"partitionValues\":{\"ds\":null,\"k\":\"\\\"é€😀\"},\"size\":12345678901,"
                    + "\"modificationTime\":0,\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":50}\",\"tags\":{\"t\":\"1\"},"
                    + "\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"x\",\"offset\":1,\"sizeInBytes\":2,\"cardinality\":3}}}",
            "{\"remove\":{\"path\":\"p\",\"deletionTimestamp\":7,\"dataChange\":false,\"extendedFileMetadata\":null}}",
            "{\"txn\":{\"appId\":\"a\",\"version\":9,\"lastUpdated\":null}}",
            "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"{}\",\"removed\":false}}",
            "{\"txn\":null,\"add\":{\"path\":\"q\",\"partitionValues\":{},\"size\":1,\"modificationTime\":2,\"dataChange\":false}}",
            "{\"unheardOf\":{\"a\":[[{}]]}}");

    @Test
    void linesOfLogsAreReadAsKernelReadsThem() throws IOException {
        StructType all = SingleAction.FULL_SCHEMA;
        for (StructType schema : List.of(
                all,
                new StructType(List.of(all.get("add"))),
                new StructType(List.of(all.get("protocol"), all.get("metaData"))),
                new StructType(List.of(all.get("commitInfo"))),
                new StructType(List.of(all.get("txn"))))) {
            Path first = Files.writeString(folder.resolve("1.json"), String.join("\n", LINES) + "\n");
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                many.add(LINES.get(random.nextInt(LINES.size())));
            }
            // The last line of a commit may lack its end.
            Path second = Files.writeString(folder.resolve("2.json"), String.join("\n", many));
            assertThat(lines(QUICK, schema, first)).hasSize(LINES.size()).isEqualTo(lines(OWN, schema, first));
            assertThat(lines(QUICK, schema, second)).hasSize(3_000).isEqualTo(lines(OWN, schema, second));
        }
    }

    @Test
    void whatIsNoLogIsRefused() throws IOException {
        for (String wrong : List.of(
                "{\"add\":{\"path\":",
                "{\"add\":{\"path\":\"a\"}}",
                "{\"add\":{\"path\":1,\"partitionValues\":{},\"size\":1,\"modificationTime\":2,\"dataChange\":false}}",
                "{\"add\":\"text\"}",
                "[]",
                "text")) {
            Path file = Files.writeString(folder.resolve("wrong.json"), wrong);
            StructType schema = new StructType(List.of(SingleAction.FULL_SCHEMA.get("add")));
            assertThatThrownBy(() -> lines(OWN, schema, file)).as(wrong).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> lines(QUICK, schema, file)).as(wrong).isInstanceOf(KernelEngineException.class);
        }
    }

    private static List<String> lines(Engine engine, StructType schema, Path file) throws IOException {
        FileStatus status = FileStatus.of(file.toString(), Files.size(file), 0);
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<ColumnarBatch> batches = engine.getJsonHandler()
                .readJsonFiles(Utils.singletonCloseableIterator(status), schema, Optional.empty())) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    rows.forEachRemaining(row -> lines.add(JsonUtils.rowToJson(row)));
                }
            }
        }
        return lines;
    }
}
