package io.hindcast.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How long steps take from the begin of the first to the end of the last, when as many run side by side as may, each when
 * those before it are done, the longest remaining path first: as a run carries them out.
 */
final class Makespan {

    private final Map<String, Node> nodes = new HashMap<>();
    private final PriorityQueue<Node> ready = new PriorityQueue<>(Node.URGENCY);
    private final PriorityQueue<Node> running = new PriorityQueue<>(Node.END);

    /** A step in the schedule. */
    private static final class Node {
        private static final Comparator<Node> URGENCY = Comparator.comparingDouble((Node node) -> node.remaining)
                .reversed()
                .thenComparingInt(node -> node.order);
        private static final Comparator<Node> END =
                Comparator.comparingDouble((Node node) -> node.end).thenComparingInt(node -> node.order);

        private final int order;
        private final double seconds;
        private final List<Node> readers = new ArrayList<>();
        private int waitsFor;
        private double remaining;
        private double end;

        Node(int order, double seconds) {
            this.order = order;
            this.seconds = seconds;
        }
    }

    private Makespan(List<Step> steps) {
        List<Node> inOrder = new ArrayList<>();
        for (Step step : steps) {
            Node node = new Node(inOrder.size(), step.estimate().seconds().likely());
            for (String before : step.after()) {
                Node earlier = nodes.get(before);
                if (earlier != null) {
                    earlier.readers.add(node);
                    node.waitsFor++;
                }
            }
            nodes.put(step.id(), node);
            inOrder.add(node);
        }
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            Node node = inOrder.get(i);
            double longest = node.readers.stream()
                    .mapToDouble(reader -> reader.remaining)
                    .max()
                    .orElse(0);
            node.remaining = node.seconds + longest;
        }
        inOrder.stream().filter(node -> node.waitsFor == 0).forEach(ready::add);
    }

    /**
     * In seconds, by what each is likely to take.
     *
     * @param steps in topological order
     */
    static double of(List<Step> steps, int parallel) {
        return new Makespan(steps).seconds(parallel);
    }

    private double seconds(int parallel) {
        double now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (running.size() < parallel && !ready.isEmpty()) {
                Node next = ready.remove();
                next.end = now + next.seconds;
                running.add(next);
            }
            Node done = running.remove();
            now = done.end;
            for (Node reader : done.readers) {
                reader.waitsFor--;
                if (reader.waitsFor == 0) {
                    ready.add(reader);
                }
            }
        }
        return now;
    }
}
