package io.hindcast.run;

import java.util.List;

/**
 * What a run tells the authors of its jobs; nothing of it fails a step.
 *
 * @param hints what declarations might say better
 * @param warnings what may keep rows from coming out the same again, as far as only a run can see it
 */
public record Advice(List<Hint> hints, List<Warning> warnings) {

    /** Where there is nothing to tell. */
    public static final Advice NOTHING = new Advice(List.of(), List.of());

    public Advice {
        hints = List.copyOf(hints);
        warnings = List.copyOf(warnings);
    }
}
