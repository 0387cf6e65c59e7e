/**
 * Whether a warehouse can be thrown away and made again: which jobs are pure functions of their inputs, whether what they
 * gave comes out again, and which rows differ.
 */
@NullMarked
package io.hindcast.proof;

import org.jspecify.annotations.NullMarked;
