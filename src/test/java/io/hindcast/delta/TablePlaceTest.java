package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tables")
final class TablePlaceTest {

    @TempDir
    private Path folder;

    private Optional<String> occupant(String name) throws IOException {
        Configuration hadoop = new Configuration();
        LocalDisk.settings().forEach(hadoop::set);
        return new TablePlace(hadoop, folder.resolve(name).toString()).occupant();
    }

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    @Test
    void aPlaceIsFreeWhereNobodyHasFiles() throws IOException {
        assertThat(occupant("nowhere")).isEmpty();
        file("t/_delta_log/.00000000000000000000.json.tmp");
        file("t/_hindcast/records/r.json");
        file("t/_SUCCESS");
        file("t/.part-0.parquet.crc");
        Files.createDirectories(folder.resolve("t/ds=2026-01-01"));

        assertThat(occupant("t")).isEmpty();
    }

    @Test
    void filesOfOthersAreFoundHoweverDeepTheyLie() throws IOException {
        file("plain/part-0.parquet");
        file("parts/ds=2026-01-01/h=1/part-0.parquet");
        file("iceberg/metadata/v1.metadata.json");
        file("itself");

        assertThat(occupant("plain")).contains("part-0.parquet");
        assertThat(occupant("parts")).contains("ds=2026-01-01/h=1/part-0.parquet");
        assertThat(occupant("iceberg")).contains("metadata/v1.metadata.json");
        assertThat(occupant("itself")).contains("itself");
    }

    @Test
    void aPartitionColumnMayBeginAsHiddenNamesDo() throws IOException {
        file("t/_ds=2026-01-01/part-0.parquet");

        assertThat(occupant("t")).contains("_ds=2026-01-01/part-0.parquet");
    }
}
