package io.hindcast.delta;

import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.MapType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the maps of a column: one that is as the one before is the same. */
final class Pairs {

    private final MapType type;
    private final List<Object> keys = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private QuickMap last;

    Pairs(MapType type) {
        this.type = type;
        this.last = new QuickMap(type, List.of(), List.of());
    }

    void begin() {
        keys.clear();
        values.clear();
    }

    void add(Object key, @Nullable Object value) {
        keys.add(key);
        values.add(value);
    }

    MapValue end() {
        if (!last.isOf(keys, values)) {
            last = new QuickMap(type, keys, values);
        }
        return last;
    }
}
