package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration.ChangePolicy;

/** What a declaration says of an input, as the planner asks it. */
final class Inputs {

    private Inputs() {}

    /** Whether a change in the input makes built partitions out of date. */
    static boolean isStrict(Asset.Input input) {
        return input.changes() != ChangePolicy.IGNORE;
    }
}
