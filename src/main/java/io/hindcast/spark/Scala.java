package io.hindcast.spark;

import java.util.List;
import scala.collection.Iterable;
import scala.collection.immutable.Seq;
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

    static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(elements)).toList();
    }
}
