package io.hindcast.mapping;

import io.hindcast.partition.KeySlice;
import io.hindcast.partition.Slice;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keys that feed other keys; those that are not mentioned feed themselves. */
final class KeyLink implements Link {

    private final Map<String, SortedSet<String>> upstreamByDownstream;
    private final SortedMap<String, SortedSet<String>> downstreamByUpstream = new TreeMap<>();

    KeyLink(Map<String, SortedSet<String>> upstreamByDownstream) {
        this.upstreamByDownstream = upstreamByDownstream;
        upstreamByDownstream.forEach((key, upstream) -> upstream.forEach(feeding -> downstreamByUpstream
                .computeIfAbsent(feeding, absent -> new TreeSet<>())
                .add(key)));
    }

    @Override
    public Slice upstreamOf(Slice slice) {
        SortedSet<String> upstream = new TreeSet<>();
        for (String key : ((KeySlice) slice).keys()) {
            SortedSet<String> feeding = upstreamByDownstream.get(key);
            if (feeding == null) {
                upstream.add(key);
            } else {
                upstream.addAll(feeding);
            }
        }
        return new KeySlice(upstream);
    }

    @Override
    public Slice downstreamOf(Slice slice) {
        SortedSet<String> downstream = new TreeSet<>();
        for (String key : ((KeySlice) slice).keys()) {
            if (!upstreamByDownstream.containsKey(key)) {
                downstream.add(key);
            }
            SortedSet<String> fed = downstreamByUpstream.get(key);
            if (fed != null) {
                downstream.addAll(fed);
            }
        }
        return new KeySlice(downstream);
    }

    @Override
    public boolean isSame() {
        return upstreamByDownstream.isEmpty();
    }

    @Override
    public String definition() {
        return new TreeMap<>(upstreamByDownstream).toString();
    }
}
