package io.hindcast.stage;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.LoadedFiles;
import io.hindcast.ledger.TableRef;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.problem.StageProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The landing files of a warehouse, and which of them are not loaded yet. Starts no Spark session. */
public final class LandingFiles {

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Configuration hadoop;

    /**
     * Of a warehouse.
     *
     * @param folder the absolute folder that holds {@code warehouse.yaml}
     * @param hadoop how stores are reached
     */
    public LandingFiles(String folder, Configuration hadoop) {
        this.folder = new Path(java.nio.file.Path.of(folder).toUri());
        this.hadoop = hadoop;
    }

    /** The files of each source that are not loaded yet; sources without any are left out. */
    public Map<SourceDeclaration, List<LandingFile>> waiting(List<SourceDeclaration> sources) {
        Map<SourceDeclaration, List<LandingFile>> waiting = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (SourceDeclaration source : sources) {
            source.landing().ifPresent(landing -> {
                List<LandingFile> files = waiting(source, landing, problems);
                if (!files.isEmpty()) {
                    waiting.put(source, files);
                }
            });
        }
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
        return waiting;
    }

    private List<LandingFile> waiting(
            SourceDeclaration source, SourceDeclaration.Landing landing, List<Problem> problems) {
        SortedMap<String, LandingFile> loaded = LoadedFiles.of(hadoop, TableRef.of(source));
        Place place = source.places().of("stage.files");
        List<LandingFile> waiting = new ArrayList<>();
        SortedMap<String, FileStatus> present = present(source, landing);
        present.forEach((name, status) -> {
            LandingFile before = loaded.get(name);
            if (before == null) {
                waiting.add(new LandingFile(name, status.getLen()));
            } else {
                change(source, before, status).ifPresent(problem -> problems.add(problem.at(place)));
            }
        });
        if (present.isEmpty() && loaded.isEmpty()) {
            problems.add(StageProblems.noFiles(source.name(), landing.files(), missingFolder(landing))
                    .at(place));
        }
        return waiting;
    }

    /** The first folder of a pattern, as far as it is written out, that is not there. */
    private Optional<String> missingFolder(SourceDeclaration.Landing landing) {
        for (String pattern : landing.files()) {
            String plain = pattern.replaceFirst("[*?\\[{].*", "");
            String parent = plain.substring(0, plain.lastIndexOf('/') + 1);
            Path path = new Path(folder, parent.isEmpty() ? "." : parent);
            try {
                if (!path.getFileSystem(hadoop).exists(path)) {
                    return Optional.of(parent);
                }
            } catch (IOException e) {
                // It could be listed a moment ago; that there are no files is problem enough.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A file is loaded once: whether this is another by now. */
    private Optional<Problem> change(SourceDeclaration source, LandingFile before, FileStatus now) {
        if (before.length() != now.getLen()) {
            return Optional.of(StageProblems.fileChanged(source.name(), before.name(), before.length(), now.getLen()));
        }
        // Only a file with another time is read: a copy of what was loaded is as good as that.
        return before.mark()
                .filter(mark -> mark.modified() != now.getModificationTime())
                .filter(mark -> mark.checksum() != checksum(source, now.getPath()))
                .map(mark -> StageProblems.fileRewritten(source.name(), before.name(), before.length()));
    }

    /** The file with what later tells whether it has changed; reads it. */
    LandingFile marked(SourceDeclaration source, LandingFile file) {
        Path path = path(file);
        try {
            // The time first: what is written meanwhile has a later one and is noticed.
            FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
            return new LandingFile(file.name(), status.getLen())
                    .marked(new LandingFile.Mark(status.getModificationTime(), checksum(source, path)));
        } catch (IOException e) {
            throw Problems.raise(StageProblems.unreadable(source.name(), List.of(file.name()), e), e);
        }
    }

    private long checksum(SourceDeclaration source, Path path) {
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
        } catch (IOException e) {
            throw Problems.raise(StageProblems.unreadable(source.name(), List.of(path.toString()), e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private SortedMap<String, FileStatus> present(SourceDeclaration source, SourceDeclaration.Landing landing) {
        SortedMap<String, FileStatus> present = new TreeMap<>();
        for (String pattern : landing.files()) {
            Path glob = new Path(folder, pattern);
            try {
                FileStatus[] found = glob.getFileSystem(hadoop).globStatus(glob);
                for (FileStatus file : found == null ? new FileStatus[0] : found) {
                    if (file.isFile() && isMeant(file.getPath().getName())) {
                        present.put(name(file.getPath()), file);
                    }
                }
            } catch (IOException e) {
                throw Problems.raise(StageProblems.unlistable(source.name(), glob.toString(), e.toString()), e);
            }
        }
        return present;
    }

    /** Files that are still being written, or are marks of other systems, are not read: neither does Spark. */
    private static boolean isMeant(String name) {
        return !name.startsWith("_") && !name.startsWith(".") && !name.endsWith("._COPYING_");
    }

    /** Relative to the warehouse folder, so that it is the same on every machine. */
    private String name(Path file) {
        String below = folder.toUri().getPath();
        String path = file.toUri().getPath();
        boolean isBelow = path.startsWith(below.endsWith("/") ? below : below + "/");
        return isBelow ? path.substring(below.length()).replaceFirst("^/+", "") : file.toString();
    }

    /** Where a landing file lies. */
    Path path(LandingFile file) {
        return name(new Path(folder, file.name())).equals(file.name())
                ? new Path(folder, file.name())
                : new Path(file.name());
    }
}
