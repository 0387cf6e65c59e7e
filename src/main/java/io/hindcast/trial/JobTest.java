package io.hindcast.trial;

import io.hindcast.problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test of a job as its file declares it.
 *
 * @param name a sentence
 * @param asset whose job
 * @param partitions the partitions that are built
 * @param given input to its rows; an input that is not named has none
 * @param place where it begins
 */
public record JobTest(
        String name,
        Named asset,
        Named partitions,
        Map<String, GivenRows> given,
        Expectation expectation,
        Place place) {

    public JobTest {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /**
     * A text of the file.
     *
     * @param place where it stands
     */
    public record Named(String text, Place place) {}
}
