package io.hindcast.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every factory of the room is called, with names that are near one another, with others, and with none. */
class WaysOutTest {

    private static final Path ROOM =
            Path.of(System.getProperty("hindcast.home", "."), "src/main/java/io/hindcast/problem");

    private static final List<List<String>> NAMES = List.of(List.of("amount", "shop"), List.of("zebra"), List.of());

    static List<Method> factories() throws IOException {
        try (Stream<Path> files = Files.list(ROOM)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Problems.java"))
                    .map(name -> "io.hindcast.problem." + name.replace(".java", ""))
                    .flatMap(name -> Arrays.stream(type(name).getDeclaredMethods()))
                    .filter(method -> Modifier.isPublic(method.getModifiers())
                            && method.getReturnType().equals(Problem.class))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("factories")
    void theWayOutIsMoreThanTheProblemSaidAgain(Method factory) throws ReflectiveOperationException {
        for (List<String> names : NAMES) {
            Type[] types = factory.getGenericParameterTypes();
            Object[] arguments = IntStream.range(0, types.length)
                    .mapToObj(i -> argument(types[i], "amuont" + i, names))
                    .toArray();

            Problem problem = (Problem) factory.invoke(null, arguments);

            assertThat(words(problem.wayOut()))
                    .as(problem.toString())
                    .anyMatch(word -> !words(problem.what()).contains(word))
                    .anyMatch(word -> !words(problem.why()).contains(word));
            assertThat(problem.wayOut())
                    .as(problem.toString())
                    .doesNotEndWith(".")
                    .doesNotContain("null");
        }
    }

    private static Object argument(Type type, String text, List<String> names) {
        String name = type.getTypeName();
        if (name.equals("java.lang.String")) {
            return text + ".x";
        }
        if (name.equals("int")) {
            return 3;
        }
        if (name.equals("long")) {
            return 3L;
        }
        if (name.startsWith("java.util.Optional")) {
            return names.stream().findFirst();
        }
        if (name.startsWith("java.util.Collection")) {
            return names;
        }
        if (name.startsWith("java.util")) {
            // A list has an order, and what has an order is never empty here.
            return names.isEmpty() ? List.of("quagga") : names;
        }
        if (name.equals("java.time.Instant")) {
            return Instant.EPOCH;
        }
        if (name.equals("java.time.Duration")) {
            return Duration.ofHours(3);
        }
        if (name.equals(Place.class.getName())) {
            return Place.of("sales.sql", 3);
        }
        if (name.equals(Problem.class.getName())) {
            return FileProblems.severalDocuments();
        }
        if (name.equals("java.lang.Throwable")) {
            return new IOException("the disk is full");
        }
        throw new IllegalStateException("say here what to hand in for " + name);
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
