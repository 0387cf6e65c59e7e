package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A copy of one folder below {@code src/test/resources/wrong}. A case without a {@code warehouse.yaml} of its own gets
 * that of {@code base}; one with {@code java/} gets its classes as {@code lib/jobs.jar}; bytes and rights that git
 * cannot hold are made here.
 */
final class WrongWarehouse {

    private static final String ASSET = "/*---\nasset: daily_sales\n---*/\nSELECT code, 'café' AS place\nFROM shops\n";

    /** Cases that are more than texts. */
    private static final Map<String, Making> MADE = Map.of(
            "encoding-latin-1", folder -> write(folder, StandardCharsets.ISO_8859_1),
            "encoding-utf-16", folder -> write(folder, StandardCharsets.UTF_16LE),
            "encoding-utf-16-with-mark", folder -> write(folder, StandardCharsets.UTF_16),
            "encoding-no-text",
                    folder -> Files.write(folder.resolve("daily_sales.sql"), new byte[] {0x1f, (byte) 0x8b, 8, 0}),
            "file-too-large",
                    folder -> Files.writeString(
                            folder.resolve("daily_sales.sql"), ASSET + "-- and more\n".repeat(500_000)),
            "file-not-permitted",
                    folder -> Files.setPosixFilePermissions(
                            Files.writeString(folder.resolve("daily_sales.sql"), ASSET),
                            PosixFilePermissions.fromString("---------")),
            "file-is-folder", folder -> Files.createDirectory(folder.resolve("daily_sales.sql")),
            "file-is-dangling-link",
                    folder -> Files.createSymbolicLink(folder.resolve("daily_sales.sql"), Path.of("../gone.sql")),
            "warehouse-file-is-folder",
                    folder -> {
                        Files.delete(folder.resolve("warehouse.yaml"));
                        Files.createDirectory(folder.resolve("warehouse.yaml"));
                    });

    private WrongWarehouse() {}

    private interface Making {
        void make(Path folder) throws IOException;
    }

    /** The cases, each a folder. */
    static List<Path> all(Path resources) throws IOException {
        try (Stream<Path> folders = Files.list(resources)) {
            return folders.filter(folder -> !folder.endsWith("base")).sorted().toList();
        }
    }

    /** Copies a case to a folder and makes what it lacks. */
    static void copy(Path example, Path folder) throws IOException {
        copyTree(example.resolveSibling("base"), folder);
        copyTree(example, folder);
        Files.deleteIfExists(folder.resolve("expected.txt"));
        Files.deleteIfExists(folder.resolve("command.txt"));
        if (Files.isDirectory(folder.resolve("java"))) {
            pack(folder.resolve("java"), Files.createDirectory(folder.resolve("lib")));
        }
        Making making = MADE.get(String.valueOf(example.getFileName()));
        if (making != null) {
            making.make(folder);
        }
    }

    private static void write(Path folder, Charset charset) throws IOException {
        Files.write(folder.resolve("daily_sales.sql"), ASSET.getBytes(charset));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.deleteIfExists(copy);
                Files.copy(file, copy);
            }
        }
    }

    private static void pack(Path sources, Path lib) throws IOException {
        Path classes = Files.createTempDirectory(lib, "classes");
        List<String> words = new ArrayList<>(List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(words::add);
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
        assertThat(failed).as("compiling %s", sources).isZero();
        try (OutputStream out = Files.newOutputStream(lib.resolve("jobs.jar"));
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }
}
