package io.hindcast.plan;

import io.hindcast.problem.ExitCode;
import java.util.Locale;

/** Why a selected partition is not in the plan. The words are a public contract. */
public enum LeftOut {
    /** It is what today's code and today's staging imply. */
    FRESH(ExitCode.DONE),
    /** It is out of date, but not in the way that the request's mode asks for. */
    STALE(ExitCode.DONE),
    /** An input partition is not there yet. */
    WAITING(ExitCode.WAITING),
    /** It failed by its own fault, and neither its code nor an input changed since. */
    QUARANTINED(ExitCode.QUARANTINED),
    /** Someone else wrote it. */
    FOREIGN(ExitCode.DONE),
    /** It was dropped on purpose. */
    EXPIRED(ExitCode.DONE),
    /** An input is beyond its own retention. */
    BLOCKED(ExitCode.DONE),
    /** The request excludes it. */
    EXCEPTED(ExitCode.DONE),
    /** It lies outside the declared range. */
    OUTSIDE(ExitCode.DONE),
    /** Another run holds it. */
    HELD(ExitCode.HELD);

    private final ExitCode exitCode;

    LeftOut(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    /** What a run that left such partitions out ends with, when nothing graver happened. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** The word in plans. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cause of a word. */
    public static LeftOut ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
