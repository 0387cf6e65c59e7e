package io.hindcast.config;

import io.hindcast.run.FairShare;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code fair: {pool: backfill, weight: 2, min_share: 4}}: how runs share cores with other work. */
final class FairReader {

    static final String EXAMPLE = "fair: {pool: backfill, weight: 2, min_share: 4}";

    /** More than any pool is worth. */
    private static final int MOST = 1_000_000;

    private FairReader() {}

    /** The key {@code fair} of a mapping that may have others. */
    static Optional<FairShare> read(YamlMapping mapping) {
        return mapping.optional("fair").flatMap(value -> value.mapping(EXAMPLE)).map(FairReader::share);
    }

    private static FairShare share(YamlMapping mapping) {
        FairShare standard = FairShare.standard();
        String pool = mapping.optional("pool")
                .flatMap(value -> value.text("pool: backfill"))
                .orElse(standard.pool());
        OptionalInt weight = weight(mapping, "weight: 2");
        OptionalInt minShare = mapping.optional("min_share")
                .map(value -> value.smallInteger(0, MOST, "min_share: 4"))
                .orElse(OptionalInt.empty());
        mapping.refuseOthers();
        return new FairShare(pool, weight.orElse(standard.weight()), minShare.orElse(standard.minShare()));
    }

    /** The key {@code weight} of a mapping that may have others. */
    static OptionalInt weight(YamlMapping mapping, String example) {
        return mapping.optional("weight")
                .map(value -> value.smallInteger(1, MOST, example))
                .orElse(OptionalInt.empty());
    }
}
