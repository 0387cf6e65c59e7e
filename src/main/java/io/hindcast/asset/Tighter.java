package io.hindcast.asset;

import io.hindcast.mapping.Mapping;
import io.hindcast.mapping.MappingRule;
import io.hindcast.mapping.Mappings;
import io.hindcast.partition.BatchRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A declaration of an input that would have been enough for what batches were seen to read of it.
 *
 * @param declaration as its author would write it: {@code inputs: {daily_delays: {window: {before: 3}}}}
 * @param description which partitions it reads, in words
 */
public record Tighter(String declaration, String description) {

    /**
     * Of an input, or of the asset's own other partitions; empty when nothing tighter would have been enough, or when
     * what was read does not tell.
     *
     * @param reads one for each batch
     */
    public static Optional<Tighter> of(Asset asset, Asset.Input input, List<BatchRead> reads) {
        // The state of a chained batch passes through rows that it does not read.
        if (input.name().equals(Asset.SELF) && asset.isChained()) {
            return Optional.empty();
        }
        Mapping mapping = input.mapping();
        return mapping.enoughFor(reads)
                .map(rule -> new Tighter(
                        declaration(asset, input, rule),
                        Mappings.between(mapping.downstream(), mapping.upstream(), rule)
                                .description()));
    }

    private static String declaration(Asset asset, Asset.Input input, MappingRule rule) {
        if (input.name().equals(Asset.SELF)) {
            return "inputs: {self: " + rule.selfDeclaration() + "}";
        }
        List<String> parts = new ArrayList<>();
        if (!rule.declaration().isEmpty()) {
            parts.add(rule.declaration());
        }
        Optional<InputDeclaration> declared =
                Optional.ofNullable(asset.declaration().inputs().get(input.name()));
        if (declared.filter(said -> !said.rule().keys().isEmpty()).isPresent()) {
            parts.add("keys: …");
        }
        if (input.requirement() == InputDeclaration.Requirement.EVERY_PARTITION) {
            parts.add("require: true");
        }
        switch (input.changes()) {
            case IGNORE -> parts.add("changes: ignore");
            case AS_OF_PARTITION -> parts.add("as_of: partition");
            case REBUILD -> {}
        }
        return "inputs: {" + input.name() + ": {" + String.join(", ", parts) + "}}";
    }
}
