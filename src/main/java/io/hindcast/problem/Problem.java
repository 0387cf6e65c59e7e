package io.hindcast.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that went wrong, as a person reads it.
 *
 * @param code {@code HC-} and three digits, by room; never reused for another problem
 * @param what the problem, with its values
 * @param why its cause, with its values
 * @param wayOut what to do about it, in the imperative
 * @param place where in the user's files it lies, if it lies there
 * @param exitCode what the process ends with
 */
public record Problem(String code, String what, String why, String wayOut, Optional<Place> place, ExitCode exitCode) {

    public Problem {
        Objects.requireNonNull(place, "place");
        if (!code.matches("HC-[1-6]\\d\\d")) {
            throw new IllegalArgumentException("not a problem code: " + code);
        }
        if (what.isBlank() || why.isBlank() || wayOut.isBlank()) {
            throw new IllegalArgumentException(code + " must say the problem, its cause and the way out");
        }
    }

    static Problem of(String code, ExitCode exitCode, String what, String why, String wayOut) {
        return new Problem(code, what, why, wayOut, Optional.empty(), exitCode);
    }

    /** The same problem at a place in the user's files. */
    public Problem at(Place where) {
        return new Problem(code, what, why, wayOut, Optional.of(where), exitCode);
    }

    /** The form for a terminal: three lines, each with one thought. */
    @Override
    public String toString() {
        String head = place.map(p -> p + ": ").orElse("") + what + " [" + code + "]";
        return head + "\n  cause:   " + why + "\n  way out: " + wayOut;
    }
}
