package io.hindcast.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A file of what is remembered: four letters that tell what it is, the format version, the length and the checksum of the
 * rest, and the rest compressed.
 *
 * @param magic the four letters
 */
record StateFile(int magic, int format) {

    /** What writes the rest. */
    @FunctionalInterface
    interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** What reads the rest. */
    @FunctionalInterface
    interface Content<T> {
        T read(DataInputStream in) throws IOException;
    }

    byte[] bytes(Body writer) {
        byte[] body = compressed(writer);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeInt(magic);
            out.writeInt(format);
            out.writeInt(body.length);
            out.writeLong(checksum(body));
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        }
        return file.toByteArray();
    }

    private static byte[] compressed(Body writer) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(body, fast))) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        } finally {
            fast.end();
        }
        return body.toByteArray();
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** What a file holds; empty when it is none of this format, or not whole. */
    <T> Optional<T> parse(byte[] file, Content<T> content) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != magic || in.readInt() != format || in.readInt() != in.available() - Long.BYTES) {
                return Optional.empty();
            }
            long checksum = in.readLong();
            byte[] body = in.readAllBytes();
            return checksum == checksum(body) ? Optional.of(inflated(body, content)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static <T> T inflated(byte[] body, Content<T> content) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(body)))) {
            return content.read(in);
        }
    }
}
