package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseSearchTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWarehouseBesideANoteAndAnEmptyFolder() throws IOException {
        Files.createDirectories(folder.resolve("jobs/empty"));
        Files.createDirectories(folder.resolve("jobs/shop"));
        Files.writeString(folder.resolve("jobs/shop/warehouse.yaml"), "warehouse: shop");
        Files.writeString(folder.resolve("jobs/note"), "");
    }

    @Test
    void aFolderWithAWarehouseIsTaken() {
        assertThatCode(() -> WarehouseSearch.require(folder.resolve("jobs/shop")))
                .doesNotThrowAnyException();
    }

    @Test
    void theFolderAboveWarehousesNamesThem() {
        refused("jobs", "the folder holds no warehouse.yaml");
    }

    @Test
    void anEmptyFolderAFileAndNothingNameTheWarehousesBesideThem() {
        refused("jobs/empty", "the folder holds no warehouse.yaml");
        refused("jobs/note", "it is no folder");
        refused("jobs/shpo", "there is no such folder");
    }

    private void refused(String name, String why) {
        assertThatThrownBy(() -> WarehouseSearch.require(folder.resolve(name)))
                .hasMessageContaining(folder.resolve(name) + " is no warehouse [HC-515]")
                .hasMessageContaining("cause:   " + why)
                .hasMessageContaining("lies: " + folder.resolve("jobs/shop"));
    }
}
