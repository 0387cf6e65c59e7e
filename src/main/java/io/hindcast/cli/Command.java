package io.hindcast.cli;

import io.hindcast.problem.ExitCode;

/** What stands behind a {@link Verb}: one class for each, wired in {@link Main}. */
@FunctionalInterface
interface Command {

    /**
     * Carries it out. Results go to the console's standard output, one JSON document when {@link Option#JSON} is set.
     *
     * @throws io.hindcast.problem.ProblemException for all that a person can do something about
     */
    ExitCode run(Arguments arguments, Console console);
}
