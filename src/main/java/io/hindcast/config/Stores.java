package io.hindcast.config;

import io.hindcast.problem.Problem;
import java.util.Optional;

/** Knows which stores there are: no declaration can tell it by itself. */
@FunctionalInterface
public interface Stores {

    /** Why no table can lie at a Hadoop URI; nothing where one can. */
    Optional<Problem> refusal(String uri);

    /** Where nobody looks. */
    static Stores any() {
        return uri -> Optional.empty();
    }
}
