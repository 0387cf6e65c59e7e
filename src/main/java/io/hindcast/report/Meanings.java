package io.hindcast.report;

import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Reason;

/** What the words of plans mean, in one clause each. */
final class Meanings {

    private Meanings() {}

    static String of(Reason reason) {
        return switch (reason) {
            case MISSING -> "never built";
            case CODE -> "its code is another than it was built with";
            case DATA -> "a source that it reads has changed since";
            case UPSTREAM -> "an asset that it reads has changed since, or is rebuilt by this plan";
            case QUARANTINED -> "it failed, and is tried again";
            case ASKED -> "the request forces it";
            case SCAFFOLDING -> "dropped on purpose; built again for what reads it, and let go after the run";
        };
    }

    static String of(LeftOut cause) {
        return switch (cause) {
            case FRESH -> "it is what today's code and staging imply";
            case STALE -> "out of date, but the request's mode does not ask for it";
            case WAITING -> "an input partition is not there yet";
            case QUARANTINED ->
                "failed by its own fault; tried again when its code or an input changes, or by" + " --mode quarantined";
            case FOREIGN -> "someone else wrote it; it stays until accept or --force names it";
            case EXPIRED -> "dropped on purpose; rebuilt when asked for, or when something that is rebuilt reads it";
            case BLOCKED -> "an input is beyond its own retention";
            case EXCEPTED -> "the request excludes it";
            case OUTSIDE -> "outside the declared range, or not yet over";
            case HELD -> "another run holds it";
        };
    }
}
