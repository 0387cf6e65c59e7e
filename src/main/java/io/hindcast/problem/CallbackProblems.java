package io.hindcast.problem;

import java.util.Collection;

/** What can be wrong with who is told what happens: HC-691 and on. */
public final class CallbackProblems {

    private CallbackProblems() {}

    /** HC-691: an event that there is not. */
    public static Problem unknownEvent(String word, Collection<String> words) {
        return Problem.of(
                "HC-691",
                ExitCode.USAGE,
                "unknown event " + word,
                "a callback is made on one of " + String.join(", ", words),
                Suggestion.nearest(word, words)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("say on: run_ended, for example"));
    }

    /** HC-692: nobody to be told, or two. */
    public static Problem noTarget() {
        return Problem.of(
                "HC-692",
                ExitCode.USAGE,
                "a callback needs a webhook or a command",
                "it has none of them, or both",
                "say one of them, for example webhook: https://hooks.example.com/hindcast; for both write two callbacks");
    }

    /** HC-693: what is no address. It may hold a secret, and is not repeated. */
    public static Problem noAddress() {
        return Problem.of(
                "HC-693",
                ExitCode.USAGE,
                "the webhook has no address",
                "it is posted to, so it begins with http:// or https:// and names a host",
                "write the whole address, for example webhook: https://hooks.example.com/hindcast");
    }
}
