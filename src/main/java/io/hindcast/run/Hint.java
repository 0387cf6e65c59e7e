package io.hindcast.run;

/**
 * What an author might do better, seen while the asset was computed; nothing is wrong with the rows.
 *
 * @param input of the asset
 * @param seen what was seen, as a sentence
 * @param write what to write instead, as it would stand in the declaration, or what to do
 */
public record Hint(String asset, String input, String seen, String write) {}
