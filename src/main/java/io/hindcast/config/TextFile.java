package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file as UTF-8, strictly: a byte that is none is a problem, never a replacement character. */
final class TextFile {

    private static final long LARGEST = 4L << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /**
     * A stretch of a file.
     *
     * @param file as the user named it
     * @param firstLine the line of the file, counted from one, on which the text begins
     */
    record Section(String file, String text, int firstLine) {

        /** The place of a line of the text, counted from zero. */
        Place place(int line) {
            return Place.of(file, firstLine + line);
        }

        /** How many lines end before a position of the text. */
        int linesBefore(int position) {
            return (int) text.substring(0, Math.min(position, text.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
        }

        /** The text between two positions, knowing the line it begins on. */
        Section part(int from, int until) {
            return new Section(file, text.substring(from, until), firstLine + linesBefore(from));
        }
    }

    /** The whole file, or nothing when the problem is noted. */
    static Optional<Section> read(Path path, ProblemLog log) {
        Place place = Place.of(path.toString());
        if (Files.isDirectory(path)) {
            log.add(FileProblems.unreadable("it is a folder", "rename the folder, or put a file in its place"), place);
            return Optional.empty();
        }
        try {
            if (Files.size(path) > LARGEST) {
                log.add(FileProblems.tooLarge(Files.size(path), LARGEST), place);
                return Optional.empty();
            }
            return decode(path.toString(), Files.readAllBytes(path), log);
        } catch (NoSuchFileException e) {
            log.add(missing(path), place);
        } catch (AccessDeniedException e) {
            log.add(FileProblems.unreadable("permission is denied", "allow it: chmod a+r " + path), place);
        } catch (IOException e) {
            log.add(FileProblems.unreadable(e.toString(), "make it readable, or move it out of the folder"), place);
        }
        return Optional.empty();
    }

    private static Problem missing(Path path) {
        return Files.isSymbolicLink(path)
                ? FileProblems.unreadable("it is a link that leads nowhere", "remove the link: rm " + path)
                : FileProblems.unreadable("there is no such file", "write " + path.getFileName());
    }

    private static Optional<Section> decode(String file, byte[] bytes, ProblemLog log) {
        // no text has a NUL, but UTF-16 has one beside each plain letter
        int nul = indexOfNul(bytes);
        if (nul >= 0) {
            Section before = new Section(file, new String(bytes, 0, nul, StandardCharsets.ISO_8859_1), 1);
            log.add(FileProblems.illegalCharacter(0), before.place(before.linesBefore(nul)));
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        Section section = new Section(file, withoutMark(out.flip().toString()), 1);
        if (result.isError()) {
            int wrong = bytes[in.position()] & 0xff;
            log.add(
                    FileProblems.notUtf8(in.position(), wrong),
                    section.place(section.linesBefore(section.text().length())));
            return Optional.empty();
        }
        return Optional.of(section);
    }

    private static int indexOfNul(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutMark(String text) {
        String normal = text.replace("\r\n", "\n");
        return !normal.isEmpty() && normal.charAt(0) == BYTE_ORDER_MARK ? normal.substring(1) : normal;
    }
}
