package io.hindcast.cli;

import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells a folder with a warehouse from one without, and which of those nearby could have been meant. */
final class WarehouseSearch {

    private static final String FILE = "warehouse.yaml";

    private WarehouseSearch() {}

    /**
     * Refuses a folder without a warehouse.
     *
     * @param folder as typed
     */
    static void require(Path folder) {
        if (Files.exists(folder.resolve(FILE))) {
            return;
        }
        String why;
        if (Files.isDirectory(folder)) {
            why = "the folder holds no " + FILE;
        } else {
            why = Files.exists(folder) ? "it is no folder" : "there is no such folder";
        }
        Path above = folder.toAbsolutePath().normalize().getParent();
        List<String> nearby = Stream.of(folder, above == null ? folder : above, Path.of("jobs"), Path.of("."))
                .flatMap(place -> below(place).stream())
                .distinct()
                .toList();
        throw Problems.raise(UsageProblems.noWarehouse(folder.toString(), why, nearby));
    }

    private static List<String> below(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(place)) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .map(WarehouseSearch::typed)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // Only a hint would come of it.
            return List.of();
        }
    }

    /** Relative to where the person stands, if that is shorter. */
    private static String typed(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = folder.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }
}
