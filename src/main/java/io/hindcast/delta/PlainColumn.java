package io.hindcast.delta;

import io.delta.kernel.types.DataType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StructField;
import java.util.Optional;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** A column of texts, of numbers, or of maps of these, read from the pages of a Parquet file. */
final class PlainColumn {

    private final StructField column;
    private final MessageType schema;
    private final Optional<ParsedVersion> writer;

    /**
     * @param schema of the columns that are read
     * @param writer of the file; empty for one that is not known
     */
    PlainColumn(StructField column, MessageType schema, Optional<ParsedVersion> writer) {
        this.column = column;
        this.schema = schema;
        this.writer = writer;
    }

    /** Whether a column can be read here: one that is found by its name, and of a type that is. */
    static boolean isPlain(StructField column) {
        DataType type = column.getDataType();
        boolean plain = type instanceof MapType map
                ? PlainValues.isPlain(map.getKeyType()) && PlainValues.isPlain(map.getValueType())
                : PlainValues.isPlain(type);
        // Metadata: columns that Kernel makes up, and those that are found by a number and not by their name.
        return plain
                && !column.isMetadataColumn()
                && column.getMetadata().getEntries().isEmpty();
    }

    /** Whether a file has the column in the form that is read here, or not at all. */
    static boolean fits(StructField column, MessageType file) {
        if (!file.containsField(column.getName())) {
            return file.getFields().stream().noneMatch(field -> field.getName().equalsIgnoreCase(column.getName()));
        }
        Type type = file.getType(column.getName());
        if (!(column.getDataType() instanceof MapType map)) {
            return !type.isRepetition(Repetition.REPEATED) && PlainValues.fits(column.getDataType(), type);
        }
        return !type.isPrimitive()
                && !type.isRepetition(Repetition.REPEATED)
                && LogicalTypeAnnotation.mapType().equals(type.getLogicalTypeAnnotation())
                && isOfPairs(map, type.asGroupType());
    }

    private static boolean isOfPairs(MapType map, GroupType group) {
        if (group.getFieldCount() != 1 || group.getType(0).isPrimitive()) {
            return false;
        }
        GroupType pairs = group.getType(0).asGroupType();
        return pairs.isRepetition(Repetition.REPEATED)
                && pairs.getFieldCount() == 2
                && pairs.getType(0).isRepetition(Repetition.REQUIRED)
                && !pairs.getType(1).isRepetition(Repetition.REPEATED)
                && PlainValues.fits(map.getKeyType(), pairs.getType(0))
                && PlainValues.fits(map.getValueType(), pairs.getType(1));
    }

    QuickVector read(PageReadStore pages, int rows) {
        if (!schema.containsField(column.getName())) {
            return new QuickVector(column.getDataType(), new Object[rows]);
        }
        return column.getDataType() instanceof MapType map ? maps(map, pages, rows) : values(pages, rows);
    }

    private ColumnReader reader(PageReadStore pages, PlainValues values, String... path) {
        ColumnDescriptor descriptor = schema.getColumnDescription(path);
        return new ColumnReaderImpl(descriptor, pages.getPageReader(descriptor), values, writer.orElse(null));
    }

    private QuickVector values(PageReadStore pages, int rows) {
        PlainValues values = new PlainValues(column.getDataType());
        ColumnReader reader = reader(pages, values, column.getName());
        int whole = reader.getDescriptor().getMaxDefinitionLevel();
        @Nullable Object[] all = new Object[rows];
        for (int row = 0; row < rows; row++) {
            if (reader.getCurrentDefinitionLevel() == whole) {
                reader.writeCurrentValueToConverter();
                all[row] = values.last();
            }
            reader.consume();
        }
        return new QuickVector(column.getDataType(), all);
    }

    private QuickVector maps(MapType type, PageReadStore pages, int rows) {
        GroupType pairs =
                schema.getType(column.getName()).asGroupType().getType(0).asGroupType();
        String name = column.getName();
        PlainValues keys = new PlainValues(type.getKeyType());
        PlainValues values = new PlainValues(type.getValueType());
        ColumnReader keyReader =
                reader(pages, keys, name, pairs.getName(), pairs.getType(0).getName());
        ColumnReader valueReader =
                reader(pages, values, name, pairs.getName(), pairs.getType(1).getName());
        // A key is required: where there is a pair, its key is defined.
        int pair = keyReader.getDescriptor().getMaxDefinitionLevel();
        int value = valueReader.getDescriptor().getMaxDefinitionLevel();
        Pairs found = new Pairs(type);
        @Nullable Object[] all = new Object[rows];
        for (int row = 0; row < rows; row++) {
            boolean there = keyReader.getCurrentDefinitionLevel() >= pair - 1;
            found.begin();
            do {
                if (keyReader.getCurrentDefinitionLevel() == pair) {
                    keyReader.writeCurrentValueToConverter();
                    boolean isNull = valueReader.getCurrentDefinitionLevel() < value;
                    if (!isNull) {
                        valueReader.writeCurrentValueToConverter();
                    }
                    found.add(keys.last(), isNull ? null : values.last());
                }
                keyReader.consume();
                valueReader.consume();
            } while (keyReader.getCurrentRepetitionLevel() > 0);
            all[row] = there ? found.end() : null;
        }
        return new QuickVector(type, all);
    }
}
