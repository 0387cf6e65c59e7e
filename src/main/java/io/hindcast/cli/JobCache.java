package io.hindcast.cli;

import io.hindcast.asset.JobInspector;
import io.hindcast.spark.CachedJobInspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where processes on this machine remember what was found out about jobs: a folder that the launcher names. */
final class JobCache {

    private JobCache() {}

    /**
     * What is told with the inspector of a warehouse's jobs, which remembers where there is a folder for it.
     *
     * @param inspector finds out what is not remembered
     * @param telling asks it
     */
    static <T> T around(Path warehouse, JobInspector inspector, Function<JobInspector, T> telling) {
        Optional<String> cache = Optional.ofNullable(System.getProperty("hindcast.cache"));
        Optional<String> program = program();
        if (cache.isEmpty() || program.isEmpty()) {
            return telling.apply(inspector);
        }
        CachedJobInspector cached = new CachedJobInspector(fileOf(cache.get(), warehouse), program.get(), inspector);
        T told = telling.apply(cached);
        cached.save();
        return told;
    }

    /**
     * An inspector that remembers what {@link #around} kept of the jobs of a warehouse, and keeps nothing: for jobs that are
     * not those of its folder.
     *
     * @param inspector finds out what is not remembered
     */
    static JobInspector consulted(Path warehouse, JobInspector inspector) {
        Optional<String> cache = Optional.ofNullable(System.getProperty("hindcast.cache"));
        Optional<String> program = program();
        return cache.isEmpty() || program.isEmpty()
                ? inspector
                : new CachedJobInspector(fileOf(cache.get(), warehouse), program.get(), inspector);
    }

    private static Path fileOf(String cache, Path warehouse) {
        return Path.of(cache, "jobs", nameOf(warehouse) + ".json");
    }

    /** One file for each folder of declarations. */
    private static String nameOf(Path warehouse) {
        String path = warehouse.toAbsolutePath().normalize().toString();
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** This build of Hindcast and its Spark: none while it runs from folders of classes, which change unseen. */
    private static Optional<String> program() {
        try {
            Path jar = Path.of(JobCache.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(jar)
                    ? Optional.of(jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + " "
                            + System.getProperty("java.class.path"))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at Hindcast's own jar", e);
        }
    }
}
