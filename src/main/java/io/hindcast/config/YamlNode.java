package io.hindcast.config;

import io.hindcast.problem.Place;
import java.util.List;
import java.util.function.Function;

/** A piece of YAML with the place it stands at. */
sealed interface YamlNode {

    Place place();

    /** What a person would call it. */
    String kind();

    <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping);

    /**
     * One value.
     *
     * @param isPlain whether it stands without quotes
     */
    record Scalar(String text, boolean isPlain, Place place) implements YamlNode {

        boolean isEmpty() {
            return isPlain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isEmpty() ? "empty" : "'" + shortened(text) + "'";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return scalar.apply(this);
        }

        private static String shortened(String text) {
            int most = 60;
            return text.length() <= most ? text : text.substring(0, most) + "…";
        }
    }

    /** What could not be read; the problem is noted. */
    record Broken(Place place) implements YamlNode {
        @Override
        public String kind() {
            return "unreadable";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return scalar.apply(new Scalar("", false, place));
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, Place place) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return items.isEmpty() ? "an empty list" : "a list";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return sequence.apply(this);
        }
    }

    /** Keys with values, in the order of the file, each key once. */
    record Mapping(List<Entry> entries, Place place) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return entries.isEmpty() ? "an empty group of keys" : "a group of keys";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return mapping.apply(this);
        }
    }

    /**
     * A key with its value.
     *
     * @param place of the key
     */
    record Entry(String key, Place place, YamlNode value) {}
}
