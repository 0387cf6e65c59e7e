package io.hindcast.flights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars of the user's, with job classes of the tests; the classes themselves come from here, so that tests reach them. */
final class UserJar {

    private UserJar() {}

    static void write(Path jar, Class<?> job) throws IOException {
        String file = job.getName().replace('.', '/') + ".class";
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes);
                InputStream code = job.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            out.write(Objects.requireNonNull(code).readAllBytes());
            out.closeEntry();
        }
    }
}
