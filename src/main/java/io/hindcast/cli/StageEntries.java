package io.hindcast.cli;

import io.hindcast.delta.LandingFile;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.run.RunId;
import io.hindcast.stage.Stager;
import java.time.Instant;
import java.util.List;

/** What the ledger keeps of landing files that were loaded. */
final class StageEntries {

    private StageEntries() {}

    static List<Entry> of(RunId id, List<Stager.Loaded> loaded, Instant at) {
        return loaded.stream().map(each -> of(id, each, at)).toList();
    }

    private static Entry of(RunId id, Stager.Loaded loaded, Instant at) {
        long bytes = loaded.files().stream().mapToLong(LandingFile::length).sum();
        return Entry.of(at, Event.STAGED, id.warehouse())
                .asset(loaded.source())
                .run(id.run())
                .version(loaded.version())
                .size(loaded.rows(), bytes, loaded.files().size())
                .actor(id.actor())
                .detail(Documents.files(
                        loaded.files().stream().map(LandingFile::name).toList()))
                .build();
    }
}
