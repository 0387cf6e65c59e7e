package io.hindcast.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was typed after the command, taken apart but not yet understood.
 *
 * @param options the values of each option in their order; one empty text for each time that a flag stands
 * @param positional what stands without an option
 */
record Given(Map<Option, List<String>> options, List<String> positional) {

    static final Given NOTHING = new Given(Map.of(), List.of());

    Given {
        options = Map.copyOf(options);
        positional = List.copyOf(positional);
    }

    Given with(Option option, String value) {
        EnumMap<Option, List<String>> more = new EnumMap<>(Option.class);
        more.putAll(options);
        more.put(option, Stream.concat(all(option).stream(), Stream.of(value)).toList());
        return new Given(more, positional);
    }

    Given with(String argument) {
        return new Given(
                options, Stream.concat(positional.stream(), Stream.of(argument)).toList());
    }

    boolean has(Option option) {
        return options.containsKey(option);
    }

    List<String> all(Option option) {
        return options.getOrDefault(option, List.of());
    }

    /** The value of an option that counts once; that it stands once was checked before. */
    Optional<String> one(Option option) {
        return all(option).stream().findFirst();
    }

    Optional<String> positional(int place) {
        return positional.stream().skip(place).findFirst();
    }
}
