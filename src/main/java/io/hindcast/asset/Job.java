package io.hindcast.asset;

import io.hindcast.problem.Place;
import java.util.Map;
import java.util.function.Function;

/** The pure function of an asset, as it was declared. */
public sealed interface Job {

    /** The result of the one function that fits. */
    <T> T match(Function<SqlJob, T> sql, Function<JavaJob, T> java);

    /**
     * One SELECT.
     *
     * @param text the statement without the leading comment that holds the header
     * @param place the file and the line on which the text begins
     */
    record SqlJob(String text, Place place) implements Job {
        @Override
        public <T> T match(Function<SqlJob, T> sql, Function<JavaJob, T> java) {
            return sql.apply(this);
        }
    }

    /**
     * A class of the user's jars that implements the job interface.
     *
     * @param className the binary name of the class
     * @param settings what the declaration hands to it
     * @param place where it is declared
     */
    record JavaJob(String className, Map<String, String> settings, Place place) implements Job {

        public JavaJob {
            settings = Map.copyOf(settings);
        }

        @Override
        public <T> T match(Function<SqlJob, T> sql, Function<JavaJob, T> java) {
            return java.apply(this);
        }
    }
}
