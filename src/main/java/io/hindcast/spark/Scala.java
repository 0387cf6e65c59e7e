package io.hindcast.spark;

import java.util.List;
import java.util.Optional;
import scala.Option;
import scala.collection.Iterable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Scala's collections from Java. */
public final class Scala {

    private Scala() {}

    /** The elements in their order. */
    public static <T> List<T> list(Iterable<? extends T> elements) {
        return List.copyOf(CollectionConverters.<T>asJavaCollection(cast(elements)));
    }

    @SuppressWarnings("unchecked") // Scala's Iterable is covariant.
    private static <T> Iterable<T> cast(Iterable<? extends T> elements) {
        return (Iterable<T>) elements;
    }

    /** The elements in their order. */
    public static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(elements)).toList();
    }

    /** What is there, or nothing. */
    public static <T> Optional<T> optional(Option<T> option) {
        return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
    }
}
