package io.hindcast.config;

import io.hindcast.problem.Place;

/**
 * Something in a declaration that is legal, and may mean something else than its author thinks.
 *
 * @param text one sentence
 */
public record Note(Place place, String text) {

    @Override
    public String toString() {
        return place + ": " + text;
    }
}
