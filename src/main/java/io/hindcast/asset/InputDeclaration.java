package io.hindcast.asset;

import io.hindcast.mapping.MappingRule;
import io.hindcast.problem.Place;

/**
 * What a declaration says of one input; an input that the SELECT names and the declaration does not is the default.
 *
 * @param rule which partitions of the input feed a partition
 * @param requirement whether rows must be there
 * @param changes what a change in the input does to partitions that are built
 */
public record InputDeclaration(MappingRule rule, Requirement requirement, ChangePolicy changes, Place place) {

    /** Whether a partition waits until all mapped partitions of the input have rows. */
    public enum Requirement {
        /** It waits only for what lies beyond the newest rows of the input. */
        ARRIVED,
        /** It waits for every mapped partition inside the declared range ({@code require: true}). */
        EVERY_PARTITION
    }

    /** What a change of an input's content does to the partitions built from it. */
    public enum ChangePolicy {
        /** They are out of date. */
        REBUILD,
        /** They stay; only new partitions see the change ({@code changes: ignore}). */
        IGNORE,
        /** Each partition reads the input as it was then ({@code as_of: partition}). */
        AS_OF_PARTITION
    }

    /** The default: the same partitions, strict about changes. */
    public static InputDeclaration same(Place place) {
        return new InputDeclaration(MappingRule.same(), Requirement.ARRIVED, ChangePolicy.REBUILD, place);
    }
}
