package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
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
        try {
            if (Files.size(path) > LARGEST) {
                log.add(FileProblems.tooLarge(Files.size(path), LARGEST), place);
                return Optional.empty();
            }
            return decode(path.toString(), Files.readAllBytes(path), log);
        } catch (NoSuchFileException e) {
            log.add(FileProblems.unreadable("there is no such file"), place);
        } catch (AccessDeniedException e) {
            log.add(FileProblems.unreadable("permission is denied"), place);
        } catch (IOException e) {
            log.add(FileProblems.unreadable(String.valueOf(e.getMessage())), place);
        }
        return Optional.empty();
    }

    private static Optional<Section> decode(String file, byte[] bytes, ProblemLog log) {
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
        // UTF-16 of plain letters is valid UTF-8 with a NUL beside each letter
        int nul = section.text().indexOf('\0');
        if (nul >= 0) {
            log.add(FileProblems.illegalCharacter(0), section.place(section.linesBefore(nul)));
            return Optional.empty();
        }
        return Optional.of(section);
    }

    private static String withoutMark(String text) {
        String normal = text.replace("\r\n", "\n");
        return !normal.isEmpty() && normal.charAt(0) == BYTE_ORDER_MARK ? normal.substring(1) : normal;
    }
}
