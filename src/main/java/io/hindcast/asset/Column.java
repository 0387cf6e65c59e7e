package io.hindcast.asset;

/**
 * A column of a table.
 *
 * @param name its name, in the letter case of the declaration
 * @param type its type as Spark's DDL text in lower case, such as {@code bigint} or {@code array<string>}
 */
public record Column(String name, String type) {

    @Override
    public String toString() {
        return name + " " + type;
    }
}
