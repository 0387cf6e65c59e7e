package io.hindcast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hindcast.asset.Asset;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of Java jobs in a commit. A commit mostly has no jars, and nothing is built for a comparison: whether the code
 * of a Java job is another is told by the sources of what it reaches, as far as they lie in the folder {@code java} of the
 * warehouse.
 */
final class CommittedSources {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String FOLDER = "java/";

    /** Literals, which are kept; comments and layout, which mean nothing. */
    private static final Pattern TOKENS = Pattern.compile("(\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\""
            + "|'(?:\\\\.|[^'\\\\\n])*')|(?://[^\n]*|/\\*(?s:.*?)\\*/|\\s)+");

    /** What would be one operator without something between. */
    private static final String OPERATORS = "+-&|<>=*/!%^:";

    private final GitCommit commit;
    private final Map<String, byte[]> then;

    private CommittedSources(GitCommit commit, Map<String, byte[]> then) {
        this.commit = commit;
        this.then = then;
    }

    static CommittedSources of(GitCommit commit) {
        return new CommittedSources(commit, commit.contents(commit.files(commit.prefix() + FOLDER)));
    }

    /**
     * What the sources tell of the code of a Java job.
     *
     * @param differing files that are others in the commit, within {@code java}; none when the code is the same
     * @param known how many of the files that it is made from were found
     */
    record Told(SortedSet<String> differing, int known) {}

    /** What they tell of each Java job. */
    SortedMap<String, Told> tell(Warehouse now) {
        SortedMap<String, Told> told = new TreeMap<>();
        for (Asset asset : now.assets()) {
            asset.declaration()
                    .job()
                    .match(sql -> Optional.<JavaJob>empty(), Optional::of)
                    .ifPresent(job -> told.put(asset.name(), tell(asset)));
        }
        return told;
    }

    private Told tell(Asset asset) {
        SortedSet<String> differing = new TreeSet<>();
        int known = 0;
        for (String file : files(asset)) {
            Optional<byte[]> here = here(file);
            Optional<byte[]> old = Optional.ofNullable(then.get(commit.prefix() + FOLDER + file));
            if (here.isEmpty() && old.isEmpty()) {
                continue;
            }
            known++;
            if (here.isEmpty() || old.isEmpty() || !isSame(file, old.get(), here.get())) {
                differing.add(file);
            }
        }
        return new Told(differing, known);
    }

    /** The files that a job is made from, as its jar tells what it reaches. */
    private static SortedSet<String> files(Asset asset) {
        SortedSet<String> files = new TreeSet<>();
        try {
            MAPPER.readTree(asset.signature().canonicalCode())
                    .path("java")
                    .properties()
                    .forEach(reached -> files.add(fileOf(reached.getKey())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no canonical code of " + asset.name(), e);
        }
        return files;
    }

    /** Of a class the file of the outermost around it; resources begin with a slash. */
    private static String fileOf(String reached) {
        return reached.startsWith("/") ? reached.substring(1) : reached.replaceFirst("\\$.*", "") + ".java";
    }

    private Optional<byte[]> here(String file) {
        Path path = commit.folder().resolve(FOLDER).resolve(file);
        try {
            return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static boolean isSame(String file, byte[] then, byte[] now) {
        return file.endsWith(".java") ? bare(then).equals(bare(now)) : Arrays.equals(then, now);
    }

    /** The text of a source without comments and layout: equal texts are the same code. */
    static String bare(byte[] source) {
        String text = new String(source, StandardCharsets.UTF_8);
        return TOKENS.matcher(text)
                .replaceAll(token -> token.group(1) != null
                        ? Matcher.quoteReplacement(token.group(1))
                        : isBetweenTokens(text, token.start(), token.end()) ? " " : "");
    }

    /** Whether what stands before and behind would be one without something between. */
    private static boolean isBetweenTokens(String text, int start, int end) {
        if (start == 0 || end == text.length()) {
            return false;
        }
        char before = text.charAt(start - 1);
        char behind = text.charAt(end);
        return Character.isJavaIdentifierPart(before)
                ? Character.isJavaIdentifierPart(behind)
                : OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(behind) >= 0;
    }
}
