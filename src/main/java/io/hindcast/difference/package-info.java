/** How two states of tables differ, as values: rows, columns, spreads, examples. */
@NullMarked
package io.hindcast.difference;

import org.jspecify.annotations.NullMarked;
