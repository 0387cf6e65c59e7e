package io.hindcast.config;

import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Gathers problems while files are read, so that all of them are shown at once. */
final class ProblemLog {

    private final List<Problem> problems = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final AtomicInteger repeated = new AtomicInteger();

    void add(Problem problem, Place place) {
        problems.add(problem.at(place));
    }

    /** Something that is legal, and may mean something else than its author thinks. */
    void note(String text, Place place) {
        notes.add(new Note(place, text));
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    /** A value could not be used whose problem is already noted. */
    void addRepeated() {
        repeated.incrementAndGet();
    }

    /** How much went wrong so far: a reader compares to know whether what it read is whole. */
    int count() {
        return problems.size() + repeated.get();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
