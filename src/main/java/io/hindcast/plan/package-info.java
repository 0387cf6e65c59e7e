/** Pure planning: what was asked, the graph and what is known of it become sealed, ordered steps with reasons. */
@NullMarked
package io.hindcast.plan;

import org.jspecify.annotations.NullMarked;
