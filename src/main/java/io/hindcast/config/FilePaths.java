package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import io.hindcast.problem.Problem;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the paths of declarations absolute: local ones, and Hadoop URIs as they are. */
final class FilePaths {

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private FilePaths() {}

    /**
     * Where a folder really lies. Through a link, two dots would else lead to where the link lies, and to another root:
     * an empty state beside the tables.
     */
    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // It is said elsewhere that it is not there.
            return folder.toAbsolutePath().normalize();
        }
    }

    /** A path that is relative to a folder, absolute, or a URI. */
    static Optional<String> relativeTo(Path folder, YamlValue value, String example) {
        return value.text(example).flatMap(text -> {
            try {
                return Optional.of(withoutSlash(
                        URI.matcher(text).matches()
                                ? text
                                : real(folder).resolve(text).normalize().toString()));
            } catch (InvalidPathException e) {
                return value.refuse(DeclarationProblems.pathLeavesRoot(text, String.valueOf(e.getMessage())));
            }
        });
    }

    /** The path, if a table can lie there. */
    static Optional<String> stored(String path, YamlValue value, Stores stores) {
        Optional<Problem> refusal = URI.matcher(path).matches() ? stores.refusal(path) : Optional.empty();
        return refusal.isPresent() ? value.refuse(refusal.get()) : Optional.of(path);
    }

    /** The path of a table: absolute, a URI, or below the root. */
    static Optional<String> belowRoot(String root, YamlValue value) {
        return value.text("path: marts/daily_sales").flatMap(text -> {
            if (URI.matcher(text).matches() || text.startsWith("/")) {
                return Optional.of(withoutSlash(text));
            }
            String path = withoutSlash(text);
            boolean climbs = Arrays.stream(path.split("/", -1))
                    .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
            if (climbs) {
                return value.refuse(DeclarationProblems.pathLeavesRoot(text, "it leads out of the root " + root));
            }
            if (path.equals("_hindcast") || path.startsWith("_hindcast/")) {
                return value.refuse(
                        DeclarationProblems.pathLeavesRoot(text, "_hindcast below the root belongs to Hindcast"));
            }
            return Optional.of(root + "/" + path);
        });
    }

    private static String withoutSlash(String path) {
        String rest = path;
        while (rest.length() > 1 && rest.endsWith("/") && !rest.endsWith(":/") && !rest.endsWith("//")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }
}
