package io.hindcast.plan;

import io.hindcast.asset.Asset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is declared of a source or an asset otherwise than before.
 *
 * @param before the asset as it was; empty of a new one, and of sources
 * @param after the asset as it is; empty of one that is gone, and of sources
 * @param what sentences by aspect; none of what is new or gone
 * @param code what its code may give otherwise; empty where that is the same, and of what is new or gone
 */
public record DeclarationChange(
        String name,
        Kind kind,
        Optional<Asset> before,
        Optional<Asset> after,
        Map<Aspect, List<String>> what,
        Optional<CodeImpact> code) {

    public DeclarationChange {
        EnumMap<Aspect, List<String>> copy = new EnumMap<>(Aspect.class);
        what.forEach((aspect, sentences) -> {
            if (!sentences.isEmpty()) {
                copy.put(aspect, List.copyOf(sentences));
            }
        });
        what = Collections.unmodifiableMap(copy);
    }

    /** Whether it was declared before and is now. The words are a public contract. */
    public enum Kind {
        NEW,
        GONE,
        CHANGED;

        /** The word in texts and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What of a declaration may be another. The words are a public contract. */
    public enum Aspect {
        /** Which partitions it has, and in which columns. */
        PARTITIONS,
        /** What it reads, and which partitions of it. */
        INPUTS,
        /** Which columns its rows have. */
        COLUMNS,
        /** All that changes no row. */
        SETTINGS;

        /** The word in texts and documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Collects sentences of what was one thing and is another. */
    static final class Sentences {

        private final EnumMap<Aspect, List<String>> what = new EnumMap<>(Aspect.class);

        void add(Aspect aspect, String sentence) {
            what.computeIfAbsent(aspect, key -> new ArrayList<>()).add(sentence);
        }

        void compare(Aspect aspect, String subject, String before, String after) {
            if (!before.equals(after)) {
                add(aspect, subject + " was " + shown(before) + ", is " + shown(after));
            }
        }

        private static String shown(String value) {
            return value.isEmpty() ? "none" : value;
        }

        Map<Aspect, List<String>> all() {
            return what;
        }
    }
}
