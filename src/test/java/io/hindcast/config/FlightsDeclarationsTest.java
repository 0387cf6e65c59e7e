package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.WarehouseDeclaration;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlightsDeclarationsTest {

    @Test
    void theWarehouseOfFlightsIsDeclaredWithoutProblems() {
        WarehouseDeclaration flights = WarehouseFolder.read(Path.of("jobs/flights"), Map.of())
                .orThrow()
                .declaration();

        assertThat(flights.root())
                .isEqualTo(Path.of("warehouse/flights").toAbsolutePath().toString());
        assertThat(flights.sources())
                .extracting(SourceDeclaration::name)
                .containsExactly("flights", "weather", "planes", "airports", "airlines");
        assertThat(flights.assets())
                .extracting(AssetDeclaration::name)
                .contains(
                        "carrier_ledger",
                        "carrier_month",
                        "daily_delays",
                        "delay_7d",
                        "flights_clean",
                        "plane_rotation");
    }
}
