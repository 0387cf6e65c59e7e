package io.hindcast.delta;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.MapType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map that was read whole. */
final class QuickMap implements MapValue {

    private final MapType type;
    private final List<Object> keys;
    private final List<@Nullable Object> values;

    QuickMap(MapType type, List<Object> keys, List<@Nullable Object> values) {
        this.type = type;
        this.keys = new ArrayList<>(keys);
        this.values = new ArrayList<>(values);
    }

    /** Whether it holds exactly these, in this order. */
    boolean isOf(List<Object> others, List<@Nullable Object> theirs) {
        return keys.equals(others) && values.equals(theirs);
    }

    @Override
    public int getSize() {
        return keys.size();
    }

    @Override
    public ColumnVector getKeys() {
        return new QuickVector(type.getKeyType(), keys.toArray());
    }

    @Override
    public ColumnVector getValues() {
        return new QuickVector(type.getValueType(), values.toArray());
    }
}
