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
                .containsExactlyInAnyOrder(
                        "carrier_ledger",
                        "carrier_month",
                        "daily_delays",
                        "delay_7d",
                        "flights_clean",
                        "hourly_weather",
                        "origin_day",
                        "plane_rotation",
                        "route_year",
                        "weather_delay",
                        "week_ranking");
    }
}
