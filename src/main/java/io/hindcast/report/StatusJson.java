package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.plan.Ignored;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Standings;
import java.util.List;

/** The standing of every asset as JSON. A public contract. */
public final class StatusJson {

    private StatusJson() {}

    /** On one line: {@code {"assets": {"daily_delays": {"fresh": "2013-01-01..2013-12-31"}}}}. */
    public static String of(Standings standings) {
        ObjectNode document = Json.object();
        ObjectNode assets = document.putObject("assets");
        standings.assets().forEach((name, asset) -> {
            ObjectNode sets = Json.sets(asset.sets(), Standing::word);
            if (!asset.outside().isEmpty()) {
                sets.put("outside", asset.outside().toString());
            }
            assets.set(name, sets);
        });
        List<Ignored> ignored = standings.assets().values().stream()
                .flatMap(asset -> asset.ignored().stream())
                .toList();
        if (!ignored.isEmpty()) {
            document.set("ignored", Json.ignored(ignored));
        }
        return document.toString();
    }
}
