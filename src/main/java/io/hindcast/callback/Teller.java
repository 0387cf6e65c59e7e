package io.hindcast.callback;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells one callback one thing, within its time. */
final class Teller {

    private static final int LEAST_GOOD = 200;
    private static final int FIRST_BAD = 300;

    /**
     * Tells it.
     *
     * @throws IOException when it could not be told, or said that it did not take it
     */
    void tell(Callback callback, Occasion occasion, String document) throws IOException, InterruptedException {
        if (callback.target() instanceof Callback.Webhook webhook) {
            post(webhook, document, callback.timeout());
        } else if (callback.target() instanceof Callback.Command command) {
            start(command, occasion, document, callback.timeout());
        }
    }

    private static void post(Callback.Webhook webhook, String document, Duration timeout)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.uri())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(document));
        webhook.headers().forEach(request::setHeader);
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status < LEAST_GOOD || status >= FIRST_BAD) {
            throw new IOException("it answered " + status);
        }
    }

    /** The document lies in a file: a program that does not read it must hold nobody up. */
    private static void start(Callback.Command command, Occasion occasion, String document, Duration timeout)
            throws IOException, InterruptedException {
        Path input = Files.createTempFile("hindcast-callback", ".json");
        try {
            Files.writeString(input, document);
            ProcessBuilder builder = new ProcessBuilder(command.words())
                    .redirectInput(input.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("HINDCAST_EVENT", occasion.word());
            Process process = builder.start();
            try {
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("it took longer than " + timeout.toSeconds() + " s");
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException("it ended with " + process.exitValue());
            }
        } finally {
            delete(input.toFile());
        }
    }

    private static void delete(File file) {
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }
}
