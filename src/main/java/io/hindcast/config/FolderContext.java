package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What {@code warehouse.yaml} says that the other files build on.
 *
 * @param folder as the user named it
 * @param root where tables lie, absolute or a URI, without a slash at its end
 * @param zone of whatever names none
 * @param classes that declarations may name beside jobs
 * @param stores in which tables can lie
 */
record FolderContext(
        Path folder, String root, ZoneId zone, Environment environment, OwnClasses classes, Stores stores) {

    /** The zone that a key names, or the default. A zone that is not known is noted. */
    ZoneId zoneOf(YamlMapping mapping) {
        return mapping.optional("zone").flatMap(FolderContext::zone).orElse(zone);
    }

    /** The path of a table: absolute, a URI, or below the root. What no table can lie at is noted. */
    Optional<String> tableAt(YamlValue value) {
        return FilePaths.belowRoot(root, value)
                // Of the root it was said where it is named.
                .flatMap(path ->
                        path.startsWith(root + "/") ? Optional.of(path) : FilePaths.stored(path, value, stores));
    }

    static Optional<ZoneId> zone(YamlValue value) {
        return value.text("zone: Europe/Berlin").flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                return value.refuse(DeclarationProblems.unknownZone(text, ZoneId.getAvailableZoneIds()));
            }
        });
    }
}
