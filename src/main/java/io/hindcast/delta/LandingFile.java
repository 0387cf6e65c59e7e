package io.hindcast.delta;

import java.util.Optional;

/**
 * A landing file of a source.
 *
 * @param name relative to the warehouse folder, as it stands in the rows' {@code _file} column
 * @param length in bytes
 * @param mark by which another file of this name and length is known; empty when it was not looked at
 */
public record LandingFile(String name, long length, Optional<Mark> mark) {

    public LandingFile {
        if (name.isEmpty() || length < 0) {
            throw new IllegalArgumentException("no landing file: " + name + " of " + length + " bytes");
        }
    }

    /** A file of which no more is known than what a listing tells. */
    public LandingFile(String name, long length) {
        this(name, length, Optional.empty());
    }

    /** The same file, looked at. */
    public LandingFile marked(Mark seen) {
        return new LandingFile(name, length, Optional.of(seen));
    }

    /**
     * What tells a file's content. As long as the time is the same the content is taken for the same; otherwise the
     * checksum tells whether the file was only copied.
     *
     * @param modified when it was written, in milliseconds since 1970
     * @param checksum the first 63 bits of the SHA-256 of its bytes
     */
    public record Mark(long modified, long checksum) {

        public Mark {
            if (checksum < 0) {
                throw new IllegalArgumentException("no checksum: " + checksum);
            }
        }
    }
}
