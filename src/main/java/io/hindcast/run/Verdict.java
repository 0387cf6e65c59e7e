package io.hindcast.run;

import java.time.Duration;
import java.util.Locale;

/**
 * What becomes of a step after a failed attempt.
 *
 * @param then what
 * @param pause after what time it is tried again; nothing where it is not
 * @param why in words
 * @param rule the rule for some failures that decided, as it is declared; empty where the policy itself did
 */
public record Verdict(Then then, Duration pause, String why, String rule) {

    /** What may become of a failed attempt. */
    public enum Then {
        /** It is made again. */
        AGAIN,
        /** Its step is cut in halves. */
        HALVED,
        /** Its partitions are set aside. */
        QUARANTINED,
        /** Its partitions are left to whoever wrote them. */
        LEFT;

        /** The word in the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Not again, for this reason. */
    static Verdict of(Then then, String why) {
        return new Verdict(then, Duration.ZERO, why, "");
    }

    /** The same, and other things come of it. */
    Verdict butThen(Then other) {
        return new Verdict(other, pause, why, rule);
    }
}
