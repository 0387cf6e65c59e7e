package io.hindcast.cli;

import io.hindcast.problem.GitProblems;
import io.hindcast.problem.Problems;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A commit of the repository in whose working tree a warehouse lies. It is read through git, which changes neither working
 * tree nor index nor repository for it.
 *
 * @param folder of the warehouse, where it really lies
 * @param top of the working tree
 * @param ref as it was typed
 * @param id of the commit
 * @param prefix of the folder within the repository: empty, or with a slash at its end
 */
record GitCommit(Path folder, Path top, String ref, String id, String prefix) {

    private static final int SHORT = 10;

    /**
     * A file of a commit.
     *
     * @param path within the repository
     * @param blob the id of its content
     */
    record Committed(String path, String blob) {}

    /**
     * The commit that a ref names.
     *
     * @param warehouse its folder, as typed
     * @throws io.hindcast.problem.ProblemException when there is no git, no repository, no such commit, or no such warehouse
     *     in it
     */
    static GitCommit of(Path warehouse, String ref) {
        Path folder = real(warehouse);
        Said place = git(folder, "rev-parse", "--show-toplevel", "--show-prefix");
        if (place.exit() != 0) {
            throw Problems.raise(GitProblems.noRepository(warehouse.toString(), place.error()));
        }
        List<String> lines = place.text().lines().toList();
        // What begins with a dash would be an option to git.
        Said id = ref.startsWith("-")
                ? new Said(1, "", "a ref does not begin with a dash")
                : git(folder, "rev-parse", "--verify", ref + "^{commit}");
        if (id.exit() != 0) {
            throw Problems.raise(GitProblems.unknownRef(ref, id.error()));
        }
        GitCommit commit =
                new GitCommit(folder, Path.of(lines.get(0)), ref, id.text(), lines.size() > 1 ? lines.get(1) : "");
        if (commit.files(commit.prefix() + "warehouse.yaml").isEmpty()) {
            throw Problems.raise(GitProblems.noWarehouseAt(ref, commit.place()));
        }
        return commit;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find " + folder, e);
        }
    }

    /** The folder within the repository, as people write it. */
    String place() {
        return prefix.isEmpty() ? "." : prefix.replaceFirst("/$", "");
    }

    /** The id, as short as people copy it. */
    String shortId() {
        return id.substring(0, Math.min(SHORT, id.length()));
    }

    /** Whether the working tree stands on it: then nothing is told that happened there alone. */
    boolean isBehindWorkingTree() {
        return git(folder, "merge-base", "--is-ancestor", id, "HEAD").exit() != 1;
    }

    /**
     * The files of the commit that lie in a folder, or are that file.
     *
     * @param path within the repository; empty for all
     */
    List<Committed> files(String path) {
        List<String> words = new ArrayList<>(List.of("ls-tree", "-r", "-z", "--full-tree", id));
        if (!path.isEmpty()) {
            words.addAll(List.of("--", path));
        }
        Said said = git(folder, words.toArray(String[]::new));
        if (said.exit() != 0) {
            throw Problems.raise(GitProblems.gitFailed("ls-tree", said.error()));
        }
        // Mode, kind and id before a tab, the path after it.
        return Arrays.stream(said.output().split("\0", -1))
                .filter(line -> line.contains(" blob "))
                .map(line -> new Committed(
                        line.substring(line.indexOf('\t') + 1),
                        line.substring(0, line.indexOf('\t')).split(" ", -1)[2]))
                .toList();
    }

    /** The contents of files, by path. */
    Map<String, byte[]> contents(List<Committed> files) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        try {
            Process process = start(folder, "cat-file", "--batch");
            try (OutputStream asks = new BufferedOutputStream(process.getOutputStream());
                    InputStream answers = new BufferedInputStream(process.getInputStream())) {
                for (Committed file : files) {
                    asks.write((file.blob() + "\n").getBytes(StandardCharsets.UTF_8));
                    asks.flush();
                    contents.put(file.path(), content(answers));
                }
            }
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("git cat-file broke off", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return contents;
    }

    /** An answer is a line with id, kind and length, then the content and the end of a line. */
    private static byte[] content(InputStream answers) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
            head.append((char) next);
        }
        String[] words = head.toString().split(" ", -1);
        if (words.length != 3) {
            throw Problems.raise(GitProblems.gitFailed("cat-file", "it said: " + head));
        }
        byte[] content = answers.readNBytes(Integer.parseInt(words[2]));
        answers.skipNBytes(1);
        return content;
    }

    /** What git said, and how it ended. */
    private record Said(int exit, String output, String error) {

        /** Without the end of the line. */
        String text() {
            return output.stripTrailing();
        }
    }

    private static Said git(Path folder, String... words) {
        try {
            Process process = start(folder, words);
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            return new Said(exit, output, error.isEmpty() ? "git ended with " + exit : error);
        } catch (IOException e) {
            throw new UncheckedIOException("git broke off", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Process start(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        try {
            return builder.start();
        } catch (IOException e) {
            throw Problems.raise(GitProblems.noGit(String.valueOf(e.getMessage())), e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while git was at work", e);
    }
}
