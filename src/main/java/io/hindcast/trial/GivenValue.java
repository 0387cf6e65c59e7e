package io.hindcast.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A value of a test file, of which only its column knows the type. */
public sealed interface GivenValue {

    /** As a person would write it. */
    String text();

    /** The result of the function for its kind. */
    <T> T match(Supplier<T> nothing, Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields);

    /** Null. */
    record Nothing() implements GivenValue {

        @Override
        public String text() {
            return "null";
        }

        @Override
        public <T> T match(
                Supplier<T> nothing, Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return nothing.get();
        }
    }

    /** One value, as it is written; the empty text is one. */
    record Text(String text) implements GivenValue {

        @Override
        public <T> T match(
                Supplier<T> nothing, Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return text.apply(this);
        }
    }

    /** The values of an array. */
    record Items(List<GivenValue> items) implements GivenValue {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(GivenValue::text).toList().toString();
        }

        @Override
        public <T> T match(
                Supplier<T> nothing, Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return items.apply(this);
        }
    }

    /** The values of a struct or a map, by name or key. */
    record Fields(Map<String, GivenValue> fields) implements GivenValue {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String text() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue().text())
                    .toList()
                    .toString();
        }

        @Override
        public <T> T match(
                Supplier<T> nothing, Function<Text, T> text, Function<Items, T> items, Function<Fields, T> fields) {
            return fields.apply(this);
        }
    }
}
