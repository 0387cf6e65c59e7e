package io.hindcast.spark;

import io.hindcast.retry.Origin;
import io.hindcast.retry.Origin.Raised;
import io.hindcast.retry.Trouble;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was raised, as values that need no class of it: retry policies look at the names of classes, and at messages. */
final class Raisings {

    /** Nobody is made to wait longer: what asks for more is not meant so. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** What exceptions call it that carry the answer of a server. */
    private static final List<String> ACCESSORS = List.of("retryAfter", "getRetryAfter");

    /** The header of HTTP, which clients write into their messages. */
    private static final Pattern HEADER = Pattern.compile("(?i)\\bretry-after\\s*[:=]\\s*\"?(\\d{1,9})\\b");

    private Raisings() {}

    static Origin of(Throwable error, Optional<Trouble> trouble) {
        List<Throwable> chain = Messages.causes(error);
        return new Origin(
                trouble,
                chain.stream().map(Raisings::raised).toList(),
                chain.stream().flatMap(Raisings::retryAfter).findFirst());
    }

    private static Raised raised(Throwable error) {
        return new Raised(
                types(error.getClass()), Optional.ofNullable(error.getMessage()).orElse(""));
    }

    /** The class, its superclasses and all interfaces, the class first. */
    private static List<String> types(Class<?> of) {
        Set<String> names = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(of));
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            names.add(type.getName());
            Optional.ofNullable(type.getSuperclass()).ifPresent(open::add);
            open.addAll(List.of(type.getInterfaces()));
        }
        return List.copyOf(names);
    }

    private static Stream<Duration> retryAfter(Throwable error) {
        return ACCESSORS.stream()
                .flatMap(accessor -> asked(error, accessor).stream())
                .findFirst()
                .or(() -> header(error))
                .filter(time -> !time.isNegative() && time.compareTo(LONGEST) <= 0)
                .stream();
    }

    /** A time, or a number of seconds as the header has it. */
    private static Optional<Duration> asked(Throwable error, String accessor) {
        try {
            Method method = error.getClass().getMethod(accessor);
            method.setAccessible(true);
            Object asked = method.invoke(error);
            if (asked instanceof Duration time) {
                return Optional.of(time);
            }
            return asked instanceof Integer || asked instanceof Long
                    ? Optional.of(Duration.ofSeconds(((Number) asked).longValue()))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It asks for nothing that can be read.
            return Optional.empty();
        }
    }

    private static Optional<Duration> header(Throwable error) {
        Matcher matcher = HEADER.matcher(Optional.ofNullable(error.getMessage()).orElse(""));
        return matcher.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
