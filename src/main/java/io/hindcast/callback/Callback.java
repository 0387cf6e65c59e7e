package io.hindcast.callback;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who is told what happens.
 *
 * @param on when
 * @param target how
 * @param timeout how long that may take
 */
public record Callback(Set<Occasion> on, Target target, Duration timeout) {

    /** Where nothing is said. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    public Callback {
        on = Set.copyOf(on);
    }

    /** How somebody is told. Its text names nothing that may be secret. */
    public sealed interface Target {}

    /**
     * The document is posted.
     *
     * @param headers of the request, beside its type
     */
    public record Webhook(URI uri, Map<String, String> headers) implements Target {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "webhook at " + uri.getHost();
        }
    }

    /**
     * A program is started and reads the document from its standard input.
     *
     * @param words the program and its arguments; no shell takes them apart
     */
    public record Command(List<String> words) implements Target {
        public Command {
            words = List.copyOf(words);
        }

        @Override
        public String toString() {
            return "command " + words.get(0);
        }
    }
}
