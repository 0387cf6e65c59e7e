/** Tables: their states, commits and contents, partition overwrite, and the ledger, all of them Delta tables. */
@NullMarked
package io.hindcast.delta;

import org.jspecify.annotations.NullMarked;
