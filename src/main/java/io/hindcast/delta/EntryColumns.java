package io.hindcast.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.FrozenMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the ledger, and entries to and from their values. What does not apply is NULL. */
final class EntryColumns {

    private static final MapType TEXTS = new MapType(StringType.STRING, StringType.STRING, true);
    private static final MapType VERSIONS = new MapType(StringType.STRING, LongType.LONG, true);

    /** One column: its name, its type, and its value of an entry. */
    private record Field(String name, DataType type, Function<Entry, @Nullable Object> value) {}

    /** In the order of the table. New ones go to the end. */
    private static final List<Field> FIELDS = List.of(
            new Field("at", TimestampType.TIMESTAMP, e -> ChronoUnit.MICROS.between(Instant.EPOCH, e.at())),
            text("event", e -> e.event().word()),
            text("warehouse", Entry::warehouse),
            text("asset", Entry::asset),
            text("partition", Entry::partition),
            number("partitions", Entry::partitions),
            text("reason", Entry::reason),
            text("run", Entry::run),
            text("step", Entry::step),
            new Field("attempt", IntegerType.INTEGER, e -> orNull(e.attempt())),
            text("fingerprint", Entry::fingerprint),
            new Field("columns", TEXTS, e -> orNull(e.columns())),
            new Field("inputs", VERSIONS, e -> orNull(e.inputs())),
            number("version", Entry::version),
            number("rows", Entry::rows),
            number("bytes", Entry::bytes),
            number("files", Entry::files),
            text("hash", Entry::hash),
            new Field("hashes", TEXTS, e -> orNull(e.hashes())),
            new Field("seconds", DoubleType.DOUBLE, e -> orNull(e.seconds())),
            text("error", Entry::error),
            text("actor", Entry::actor),
            text("detail", Entry::detail));

    static final StructType SCHEMA = new StructType(FIELDS.stream()
            .map(field -> new StructField(field.name(), field.type(), true))
            .toList());

    /** What a partition alone holds, and who only looks at standings and at what they took does not need. */
    private static final Set<String> OF_PARTITION = Set.of("warehouse", "partitions", "files", "hash", "hashes");

    /** The columns that standings follow from, and estimates. */
    static final StructType FACTS = new StructType(SCHEMA.fields().stream()
            .filter(field -> !OF_PARTITION.contains(field.getName()))
            .toList());

    /** The columns that tell which entries are of an event, and which of an asset. */
    static final StructType WORDS = new StructType(List.of(SCHEMA.get("event"), SCHEMA.get("asset")));

    private EntryColumns() {}

    private static Field text(String name, Function<Entry, String> value) {
        return new Field(name, StringType.STRING, entry -> {
            String text = value.apply(entry);
            return text.isEmpty() ? null : text;
        });
    }

    private static Field number(String name, Function<Entry, OptionalLong> value) {
        return new Field(name, LongType.LONG, entry -> {
            OptionalLong number = value.apply(entry);
            return number.isPresent() ? number.getAsLong() : null;
        });
    }

    private static @Nullable Object orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Object orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Object orNull(Map<?, ?> value) {
        return value.isEmpty() ? null : value;
    }

    /**
     * Entries as a batch to write, in their order.
     *
     * @param table the columns of the table; those of a later version stay NULL
     */
    static ColumnarBatch batch(List<Entry> entries, StructType table) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (StructField column : table.fields()) {
            Function<Entry, @Nullable Object> value = FIELDS.stream()
                    .filter(field -> field.name().equals(column.getName()))
                    .map(Field::value)
                    .findFirst()
                    .orElse(entry -> null);
            List<@Nullable Object> values = new ArrayList<>(entries.size());
            entries.forEach(entry -> values.add(value.apply(entry)));
            columns.add(values);
        }
        return new EntryBatch(table, columns, entries.size());
    }

    /** The columns of ours that a table has: an older ledger may lack the last ones. */
    static StructType known(StructType ours, StructType table) {
        return new StructType(ours.fields().stream()
                .filter(field -> table.indexOf(field.getName()) >= 0)
                .toList());
    }

    /** What is wrong with a table that should be a ledger; empty when nothing is. */
    static Optional<String> difference(StructType table) {
        for (StructField field : known(SCHEMA, table).fields()) {
            String type = SparkTypes.of(table.get(field.getName()).getDataType());
            if (!type.equals(SparkTypes.of(field.getDataType()))) {
                return Optional.of("its column " + field.getName() + " is " + type + ", not "
                        + SparkTypes.of(field.getDataType()));
            }
        }
        boolean ledger = table.indexOf("at") >= 0 && table.indexOf("event") >= 0;
        return ledger ? Optional.empty() : Optional.of("it has no columns at and event");
    }

    /** Reads entries of batches; those whose event is a word of a later version are left out. */
    static final class Reader {

        /** Few texts and maps differ: those that repeat are kept once. */
        private static final int SHARED_LIMIT = 100_000;

        private final Map<Object, Object> shared = new HashMap<>();

        void read(FilteredColumnarBatch batch, Consumer<Entry> consumer) {
            Columns columns = new Columns(batch.getData());
            for (int row = 0; row < batch.getData().getSize(); row++) {
                int at = row;
                boolean selected = batch.getSelectionVector()
                        .map(chosen -> !chosen.isNullAt(at) && chosen.getBoolean(at))
                        .orElse(true);
                if (selected) {
                    Event.ofWord(columns.text("event", row))
                            .ifPresent(event -> consumer.accept(columns.entry(event, at)));
                }
            }
        }

        @SuppressWarnings("unchecked") // The value was put under a key equal to it, so it is of its type.
        private <T> T share(T value) {
            if (shared.size() > SHARED_LIMIT) {
                shared.clear();
            }
            return (T) shared.computeIfAbsent(value, v -> v);
        }

        /** The columns of one batch, by name. */
        private final class Columns {

            private final Map<String, ColumnVector> vectors = new HashMap<>();
            /** Column to the map that was read last, as the batch has it and as entries do: the next is often the same. */
            private final Map<String, MapValue> lastPairs = new HashMap<>();

            private final Map<String, Map<String, ?>> lastMaps = new HashMap<>();

            Columns(ColumnarBatch batch) {
                for (int i = 0; i < batch.getSchema().length(); i++) {
                    vectors.put(batch.getSchema().at(i).getName(), batch.getColumnVector(i));
                }
            }

            Entry entry(Event event, int row) {
                return new Entry(
                        Instant.EPOCH.plus(at(row), ChronoUnit.MICROS),
                        event,
                        share(text("warehouse", row)),
                        share(text("asset", row)),
                        text("partition", row),
                        number("partitions", row),
                        share(text("reason", row)),
                        share(text("run", row)),
                        share(text("step", row)),
                        integer("attempt", row),
                        share(text("fingerprint", row)),
                        map("columns", row, ColumnVector::getString),
                        map("inputs", row, ColumnVector::getLong),
                        number("version", row),
                        number("rows", row),
                        number("bytes", row),
                        number("files", row),
                        text("hash", row),
                        map("hashes", row, ColumnVector::getString),
                        real("seconds", row),
                        text("error", row),
                        share(text("actor", row)),
                        share(text("detail", row)));
            }

            private Optional<ColumnVector> vector(String column, int row) {
                return Optional.ofNullable(vectors.get(column)).filter(vector -> !vector.isNullAt(row));
            }

            private long at(int row) {
                return vector("at", row).map(vector -> vector.getLong(row)).orElse(0L);
            }

            String text(String column, int row) {
                return vector(column, row).map(vector -> vector.getString(row)).orElse("");
            }

            private OptionalLong number(String column, int row) {
                return vector(column, row)
                        .map(vector -> OptionalLong.of(vector.getLong(row)))
                        .orElse(OptionalLong.empty());
            }

            private OptionalInt integer(String column, int row) {
                return vector(column, row)
                        .map(vector -> OptionalInt.of(vector.getInt(row)))
                        .orElse(OptionalInt.empty());
            }

            private OptionalDouble real(String column, int row) {
                return vector(column, row)
                        .map(vector -> OptionalDouble.of(vector.getDouble(row)))
                        .orElse(OptionalDouble.empty());
            }

            private <V> Map<String, V> map(String column, int row, BiFunction<ColumnVector, Integer, V> value) {
                Optional<ColumnVector> vector = vector(column, row);
                if (vector.isEmpty()) {
                    return Map.of();
                }
                MapValue pairs = vector.get().getMap(row);
                if (lastPairs.get(column) == pairs) {
                    return lastMap(column);
                }
                ColumnVector keys = pairs.getKeys();
                ColumnVector values = pairs.getValues();
                Map<String, V> map = new HashMap<>();
                for (int i = 0; i < pairs.getSize(); i++) {
                    map.put(share(keys.getString(i)), value.apply(values, i));
                }
                Map<String, V> frozen = FrozenMap.of(map);
                lastPairs.put(column, pairs);
                lastMaps.put(column, frozen);
                return frozen;
            }

            @SuppressWarnings("unchecked") // What was made of the same column has the same type.
            private <V> Map<String, V> lastMap(String column) {
                return (Map<String, V>) requireNonNull(lastMaps.get(column));
            }
        }
    }
}
