package io.hindcast.callback;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When somebody is told. The words are a public contract; those that Tenacity has are its own. */
public enum Occasion {
    /** An attempt begins. */
    BEFORE,
    /** An attempt failed. */
    AFTER,
    /** It is tried again after a time. */
    BEFORE_SLEEP,
    /** It is not tried again. */
    RETRY_ERROR_CALLBACK,
    /** Partitions are set aside. */
    QUARANTINED,
    /** The run is over, however it ended. */
    RUN_ENDED;

    /** As it is declared and told. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this word. */
    public static Optional<Occasion> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Occasion::word).toList();
    }
}
