package io.hindcast.delta;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Between Java's and Scala's collections. */
final class Scala {

    private Scala() {}

    static <T> Seq<T> seq(List<? extends T> list) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(list)).toSeq();
    }

    static <T> List<T> list(scala.collection.Iterable<T> seq) {
        return List.copyOf(CollectionConverters.asJavaCollection(seq));
    }

    static <T> Iterator<T> iterator(scala.collection.Iterator<T> iterator) {
        return CollectionConverters.asJava(iterator);
    }

    static scala.collection.immutable.Map<String, String> map(Map<String, String> map) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(map));
    }

    static <T> Option<T> none() {
        return Option.empty();
    }
}
