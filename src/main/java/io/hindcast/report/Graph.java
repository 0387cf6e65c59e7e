package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration.ChangePolicy;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which asset reads which, of a warehouse or a part of it. Its JSON is a public contract.
 *
 * @param nodes sources first, then assets, each after what it reads
 * @param edges by reader, in the order of the nodes
 */
public record Graph(List<Node> nodes, List<Edge> edges) {

    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** What a node is. */
    public enum Kind {
        SOURCE("source"),
        ASSET("asset");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * A source or an asset.
     *
     * @param partitioned by what: a grain, the column of its keys, or {@code whole}
     * @param partitions all that are declared, in text form
     */
    public record Node(String name, Kind kind, String partitioned, String partitions) {}

    /**
     * That something is read.
     *
     * @param from what is read
     * @param to who reads it
     * @param mapping which partitions, in words
     * @param changes whether changes of what is read make the reader out of date
     */
    public record Edge(String from, String to, String mapping, ChangePolicy changes) {}

    /**
     * The graph of some assets, with all that they read.
     *
     * @param assets names of those whose inputs are told; what else they read is a node without inputs
     */
    public static Graph of(Warehouse warehouse, Collection<String> assets) {
        List<Edge> edges = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Asset asset : warehouse.assets()) {
            if (assets.contains(asset.name())) {
                names.add(asset.name());
                asset.inputs().forEach(input -> {
                    names.add(input.name());
                    edges.add(new Edge(input.name(), asset.name(), input.description(), input.changes()));
                });
                asset.ownPartitions()
                        .ifPresent(own ->
                                edges.add(new Edge(asset.name(), asset.name(), own.description(), own.changes())));
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (SourceDeclaration source : warehouse.sources()) {
            if (names.contains(source.name())) {
                nodes.add(node(source.name(), Kind.SOURCE, source.partitioning()));
            }
        }
        for (Asset asset : warehouse.assets()) {
            if (names.contains(asset.name())) {
                nodes.add(node(asset.name(), Kind.ASSET, asset.partitioning()));
            }
        }
        return new Graph(nodes, edges);
    }

    private static Node node(String name, Kind kind, Partitioning partitioning) {
        return new Node(name, kind, words(partitioning), partitioning.domain().toString());
    }

    private static String words(Partitioning partitioning) {
        String words = partitioning.dimensions().stream()
                .map(dimension -> dimension instanceof TimeDimension time
                        ? time.grid().grain().word()
                        : dimension.column())
                .collect(Collectors.joining(" x "));
        return words.isEmpty() ? "whole" : words;
    }

    /** Each asset with what it reads, for a terminal. */
    public String text(int width) {
        Lines lines = new Lines(width);
        for (Node node : nodes) {
            lines.add("", node.name() + "  (" + node.kind().word + ", " + node.partitioned() + ")");
            for (Edge edge : edges) {
                if (edge.to().equals(node.name())) {
                    lines.add("  <- ", told(edge));
                }
            }
        }
        return lines.text();
    }

    private static String told(Edge edge) {
        String what = edge.from().equals(edge.to()) ? "itself" : edge.from();
        String ignored = edge.changes() == ChangePolicy.IGNORE ? ", changes ignored" : "";
        return what + ": " + edge.mapping() + ignored;
    }

    /** On one line: {@code {"nodes": [{"name", "kind", "grain", "partitions"}], "edges": [{"from", "to", "mapping"}]}}. */
    public String json() {
        ObjectNode document = Json.object();
        ArrayNode allNodes = document.putArray("nodes");
        nodes.forEach(node -> allNodes.addObject()
                .put("name", node.name())
                .put("kind", node.kind().word)
                .put("grain", node.partitioned())
                .put("partitions", node.partitions()));
        ArrayNode allEdges = document.putArray("edges");
        edges.forEach(edge -> allEdges.addObject()
                .put("from", edge.from())
                .put("to", edge.to())
                .put("mapping", edge.mapping())
                .put("changes", edge.changes() == ChangePolicy.IGNORE ? "ignored" : "counts"));
        return document.toString();
    }

    /** In the language of Graphviz. Names are words, so that quotes suffice. */
    public String dot() {
        List<String> lines = new ArrayList<>(List.of("digraph hindcast {", "  rankdir=LR;"));
        for (Node node : nodes) {
            String shape = node.kind() == Kind.SOURCE ? "cylinder" : "box";
            lines.add("  \"" + node.name() + "\" [shape=" + shape + ", label=\"" + node.name() + "\\n"
                    + quoted(node.partitioned()) + "\"];");
        }
        for (Edge edge : edges) {
            lines.add("  \"" + edge.from() + "\" -> \"" + edge.to() + "\" [label=\"" + quoted(edge.mapping()) + "\"];");
        }
        lines.add("}");
        return String.join("\n", lines);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
