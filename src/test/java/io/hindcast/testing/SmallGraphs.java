package io.hindcast.testing;

import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Worlds.input;

import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.SmallWorlds.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every graph of three assets over three days, with each edge of every kind. Assets that read no other read the source.
 * Of graphs that differ by the names of assets alone there is one.
 */
public final class SmallGraphs {

    private static final String NO_EDGE = "";
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<int[]> ORDERS = List.of(
            new int[] {0, 1, 2},
            new int[] {0, 2, 1},
            new int[] {1, 0, 2},
            new int[] {1, 2, 0},
            new int[] {2, 0, 1},
            new int[] {2, 1, 0});

    private static final Partitioning KEYED = product(SmallWorlds.DAYS, keys("k", "x", "y"));

    private SmallGraphs() {}

    /** What an asset is: its partitions, and how it reads itself. */
    enum Shape {
        DAYS,
        MONTHS,
        KEYED,
        ONE,
        STEPWISE,
        CHAINED;

        private Partitioning partitioning() {
            return switch (this) {
                case DAYS, STEPWISE, CHAINED -> SmallWorlds.DAYS;
                case MONTHS -> SmallWorlds.MONTHS;
                case KEYED -> SmallGraphs.KEYED;
                case ONE -> Partitioning.none();
            };
        }

        private List<Worlds.Reading> self() {
            return switch (this) {
                case STEPWISE -> List.of(Worlds.self(1));
                case CHAINED -> List.of(Worlds.self(1).chained());
                case DAYS, MONTHS, KEYED, ONE -> List.of();
            };
        }

        private boolean isOfDays() {
            return partitioning().equals(SmallWorlds.DAYS);
        }
    }

    /**
     * Three assets.
     *
     * @param edges ways of which b reads a, c reads a, c reads b; empty where it does not
     */
    private record Graph(List<Shape> shapes, List<String> edges) {

        boolean isConnected() {
            return edges.stream().filter(NO_EDGE::equals).count() < 2;
        }

        /** The same for graphs that differ by names alone. */
        String form() {
            Set<String> forms = new TreeSet<>();
            for (int[] order : ORDERS) {
                String[][] ways = {
                    {NO_EDGE, NO_EDGE, NO_EDGE},
                    {edges.get(0), NO_EDGE, NO_EDGE},
                    {edges.get(1), edges.get(2), NO_EDGE}
                };
                StringBuilder form = new StringBuilder();
                for (int reader : order) {
                    form.append(shapes.get(reader));
                    for (int read : order) {
                        form.append(' ').append(ways[reader][read]);
                    }
                    form.append(';');
                }
                forms.add(form.toString());
            }
            return forms.iterator().next();
        }

        World world() {
            return new World(this + "", () -> {
                Worlds worlds = Worlds.world().source("s", SmallWorlds.DAYS);
                asset(worlds, 0, Map.of());
                asset(worlds, 1, Map.of("a", edges.get(0)));
                asset(worlds, 2, Map.of("a", edges.get(1), "b", edges.get(2)));
                return worlds;
            });
        }

        private void asset(Worlds worlds, int at, Map<String, String> read) {
            List<Worlds.Reading> readings = new ArrayList<>(shapes.get(at).self());
            read.forEach((name, way) -> {
                if (!way.isEmpty()) {
                    readings.add(reading(name, way));
                }
            });
            if (readings.size() == shapes.get(at).self().size()) {
                readings.add(input("s"));
            }
            worlds.asset(NAMES.get(at), shapes.get(at).partitioning(), readings.toArray(Worlds.Reading[]::new));
        }

        @Override
        public String toString() {
            return "a " + shapes.get(0) + ", b " + shapes.get(1) + " of a: " + edges.get(0) + ", c " + shapes.get(2)
                    + " of a: " + edges.get(1) + ", of b: " + edges.get(2);
        }
    }

    private static Worlds.Reading reading(String name, String way) {
        return way.equals("keys")
                ? input(name, MappingRule.same().withKeys("k", Map.of("x", new TreeSet<>(List.of("x", "y")))))
                : SmallWorlds.reading(name, way);
    }

    /** Of days, with each edge by each of the {@link SmallWorlds#RULES}. */
    public static List<World> ofDays() {
        return distinct(graphsOfDays(SmallWorlds.RULES.keySet()));
    }

    /** Of days, with each edge by each of some rules; also those that differ by names alone. */
    public static List<World> ofDays(String... rules) {
        return graphsOfDays(List.of(rules)).stream().map(Graph::world).toList();
    }

    private static List<Graph> graphsOfDays(Collection<String> rules) {
        List<String> ways = new ArrayList<>(rules);
        ways.add(0, NO_EDGE);
        return triples(ways).stream()
                .map(edges -> new Graph(List.of(Shape.DAYS, Shape.DAYS, Shape.DAYS), edges))
                .toList();
    }

    /** Connected ones of days, months, days by key and of one partition: rolled up, drilled down, spread and gathered. */
    public static List<World> ofShapes() {
        List<Graph> graphs = new ArrayList<>();
        for (List<Shape> shapes : triples(List.of(Shape.DAYS, Shape.MONTHS, Shape.KEYED, Shape.ONE))) {
            for (List<String> edges : triples(List.of(NO_EDGE, "same", "whole", "keys"))) {
                Graph graph = new Graph(shapes, edges);
                boolean isMixed = !shapes.stream().allMatch(Shape::isOfDays);
                if (isMixed && graph.isConnected() && fits(graph)) {
                    graphs.add(graph);
                }
            }
        }
        return distinct(graphs);
    }

    /** What has keys on both sides is read by keys or as it is, and all else as it is or whole. */
    private static boolean fits(Graph graph) {
        List<Shape> shapes = graph.shapes();
        return fits(graph.edges().get(0), shapes.get(1), shapes.get(0))
                && fits(graph.edges().get(1), shapes.get(2), shapes.get(0))
                && fits(graph.edges().get(2), shapes.get(2), shapes.get(1));
    }

    private static boolean fits(String way, Shape reader, Shape read) {
        boolean isKeyed = reader == Shape.KEYED && read == Shape.KEYED;
        boolean isDivided = reader != Shape.ONE && read != Shape.ONE;
        return switch (way) {
            case "keys" -> isKeyed;
            case "whole" -> isDivided && !isKeyed;
            default -> true;
        };
    }

    /** Connected ones of days, of which some read their own past. */
    public static List<World> ofSelves() {
        List<Graph> graphs = new ArrayList<>();
        for (List<Shape> shapes : triples(List.of(Shape.DAYS, Shape.STEPWISE, Shape.CHAINED))) {
            for (List<String> edges : triples(List.of(NO_EDGE, "same", "around"))) {
                Graph graph = new Graph(shapes, edges);
                boolean isPlain = shapes.stream().allMatch(shape -> shape == Shape.DAYS);
                if (!isPlain && graph.isConnected()) {
                    graphs.add(graph);
                }
            }
        }
        return distinct(graphs);
    }

    private static <T> List<List<T>> triples(List<T> choices) {
        List<List<T>> triples = new ArrayList<>();
        for (T first : choices) {
            for (T second : choices) {
                for (T third : choices) {
                    triples.add(Arrays.asList(first, second, third));
                }
            }
        }
        return triples;
    }

    private static List<World> distinct(List<Graph> graphs) {
        Set<String> seen = new HashSet<>();
        return graphs.stream()
                .filter(graph -> seen.add(graph.form()))
                .map(Graph::world)
                .toList();
    }
}
