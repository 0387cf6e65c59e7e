package io.hindcast.proof;

import java.util.List;
import java.util.Optional;
import scala.Option;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Scala's collections from Java. */
final class Scala {

    private Scala() {}

    static <T> List<T> list(Iterable<? extends T> elements) {
        return List.copyOf(CollectionConverters.<T>asJavaCollection(cast(elements)));
    }

    @SuppressWarnings("unchecked") // Scala's Iterable is covariant.
    private static <T> Iterable<T> cast(Iterable<? extends T> elements) {
        return (Iterable<T>) elements;
    }

    static <T> Optional<T> optional(Option<T> option) {
        return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
    }
}
