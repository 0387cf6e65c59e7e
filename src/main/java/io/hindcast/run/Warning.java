package io.hindcast.run;

import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;

/**
 * What may keep the rows of an asset from coming out the same again, seen while it was computed.
 *
 * @param code of the problem
 * @param place file and line, as a person reads them; empty where none is known
 * @param what the problem, with its values
 * @param why its cause
 * @param wayOut what to do about it
 */
public record Warning(String asset, String code, String place, String what, String why, String wayOut) {

    /** Of what was found in the job of an asset. */
    public static Warning of(String asset, Problem problem) {
        return new Warning(
                asset,
                problem.code(),
                problem.place().map(Place::toString).orElse(""),
                problem.what(),
                problem.why(),
                problem.wayOut());
    }
}
