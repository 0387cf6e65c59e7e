package io.hindcast.config;

import io.hindcast.callback.Callback;
import io.hindcast.callback.Occasion;
import io.hindcast.problem.CallbackProblems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code callbacks: [{on: [run_ended, quarantined], webhook: https://hooks.example.com/x, timeout: 10s}]}. */
final class CallbackReader {

    static final String EXAMPLE = "callbacks: [{on: run_ended, command: [notify-send, Hindcast]}]";
    private static final String WEBHOOK_EXAMPLE = "webhook: https://hooks.example.com/hindcast";
    private static final String COMMAND_EXAMPLE = "command: [notify-send, Hindcast]";

    private final ProblemLog log;

    CallbackReader(ProblemLog log) {
        this.log = log;
    }

    /** The key {@code callbacks} of a mapping that may have others. */
    List<Callback> read(YamlMapping mapping) {
        List<Callback> callbacks = new ArrayList<>();
        for (YamlValue item : mapping.optional("callbacks")
                .flatMap(value -> value.list(EXAMPLE))
                .orElse(List.of())) {
            item.mapping(EXAMPLE).flatMap(this::callback).ifPresent(callbacks::add);
        }
        return callbacks;
    }

    private Optional<Callback> callback(YamlMapping mapping) {
        Set<Occasion> on =
                mapping.required("on", EXAMPLE).map(CallbackReader::occasions).orElse(Set.of());
        Optional<Callback.Target> webhook =
                mapping.optional("webhook").flatMap(CallbackReader::uri).map(uri -> webhook(uri, mapping));
        Optional<Callback.Target> command = mapping.optional("command")
                .flatMap(value -> value.texts(COMMAND_EXAMPLE))
                .map(Callback.Command::new);
        Duration timeout = mapping.optional("timeout")
                .flatMap(value -> value.duration("timeout: 10s"))
                .orElse(Callback.TIMEOUT);
        mapping.refuseOthers();
        if (mapping.has("webhook") == mapping.has("command")) {
            log.add(CallbackProblems.noTarget(), mapping.place());
        }
        return webhook.or(() -> command).map(target -> new Callback(on, target, timeout));
    }

    private static Set<Occasion> occasions(YamlValue value) {
        return value.texts("on: [run_ended, quarantined]").orElse(List.of()).stream()
                .flatMap(word ->
                        Occasion.of(word)
                                .or(() -> value.refuse(CallbackProblems.unknownEvent(word, Occasion.words())))
                                .stream())
                .collect(Collectors.toSet());
    }

    private static Optional<URI> uri(YamlValue value) {
        return value.text(WEBHOOK_EXAMPLE).flatMap(text -> {
            try {
                URI uri = new URI(text);
                boolean isWeb = Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
                return isWeb && uri.getHost() != null ? Optional.of(uri) : value.refuse(CallbackProblems.noAddress());
            } catch (URISyntaxException notAnAddress) {
                return value.refuse(CallbackProblems.noAddress());
            }
        });
    }

    private static Callback.Target webhook(URI uri, YamlMapping mapping) {
        Map<String, String> headers = mapping.optional("headers")
                .flatMap(value -> value.mapping("headers: {Authorization: \"Bearer ${TOKEN}\"}"))
                .map(SourceReader::texts)
                .orElse(Map.of());
        return new Callback.Webhook(uri, headers);
    }
}
