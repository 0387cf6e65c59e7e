package io.hindcast.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    @Test
    void everyGraphOfFourAssetsIsOrderedOrItsCyclesAreTold() {
        int pairs = NAMES.size() * (NAMES.size() - 1);
        int acyclic = 0;
        for (int edges = 0; edges < 1 << pairs; edges++) {
            SortedMap<String, SortedSet<String>> reads = graph(edges);
            Topology topology = Topology.of(reads);
            List<String> order = topology.order();
            for (String name : order) {
                assertThat(order.subList(0, order.indexOf(name)))
                        .containsAll(reads.getOrDefault(name, new TreeSet<>()));
            }
            boolean isOrdered = order.size() == NAMES.size();
            assertThat(topology.cycles().isEmpty()).as("graph %s", reads).isEqualTo(isOrdered);
            for (List<String> cycle : topology.cycles()) {
                assertThat(cycle.get(0)).isEqualTo(cycle.get(cycle.size() - 1));
                for (int i = 0; i + 1 < cycle.size(); i++) {
                    assertThat(reads.getOrDefault(cycle.get(i), new TreeSet<>()))
                            .contains(cycle.get(i + 1));
                }
            }
            acyclic += isOrdered ? 1 : 0;
        }
        // the number of labelled directed acyclic graphs with four nodes
        assertThat(acyclic).isEqualTo(543);
    }

    @Test
    void whatIsFreeComesByName() {
        SortedMap<String, SortedSet<String>> reads = new TreeMap<>();
        reads.put("z", new TreeSet<>());
        reads.put("a", new TreeSet<>(List.of("z", "a source")));
        reads.put("m", new TreeSet<>());
        assertThat(Topology.of(reads).order()).containsExactly("m", "z", "a");
    }

    private static SortedMap<String, SortedSet<String>> graph(int edges) {
        SortedMap<String, SortedSet<String>> reads = new TreeMap<>();
        int bit = 0;
        for (String from : NAMES) {
            SortedSet<String> inputs = new TreeSet<>();
            for (String to : NAMES) {
                if (!from.equals(to) && (edges >> bit++ & 1) == 1) {
                    inputs.add(to);
                }
            }
            reads.put(from, inputs);
        }
        return reads;
    }
}
