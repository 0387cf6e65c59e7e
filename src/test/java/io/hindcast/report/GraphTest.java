package io.hindcast.report;

import static io.hindcast.testing.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Warehouse;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

    private final Warehouse warehouse = TestingWarehouse.staged().warehouse();
    private final Graph whole = Graph.of(
            warehouse, warehouse.assets().stream().map(asset -> asset.name()).toList());

    @Test
    void eachAssetStandsAfterWhatItReads() {
        assertGolden("graph/whole.txt", whole.text(80));
        assertThat(whole.text(80).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theDocumentHasNodesAndEdges() {
        assertGolden("graph/whole.json", whole.json());
    }

    @Test
    void graphvizReadsIt() {
        assertGolden("graph/whole.dot", whole.dot());
    }

    @Test
    void ofAPartTheInputsAreNodesWithoutTheirOwn() {
        Graph part = Graph.of(warehouse, List.of("delay_7d"));

        assertThat(part.nodes()).extracting(Graph.Node::name).containsExactly("daily_delays", "delay_7d");
        assertThat(part.edges()).extracting(Graph.Edge::from).containsExactly("daily_delays");
    }
}
