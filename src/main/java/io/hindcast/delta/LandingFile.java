package io.hindcast.delta;

/**
 * A landing file of a source.
 *
 * @param name relative to the warehouse folder, as it stands in the rows' {@code _file} column
 * @param length in bytes
 */
public record LandingFile(String name, long length) {

    public LandingFile {
        if (name.isEmpty() || length < 0) {
            throw new IllegalArgumentException("no landing file: " + name + " of " + length + " bytes");
        }
    }
}
