/** What happened: ledger entries, the records inside data commits, the state of tables, and the standings that follow. */
@NullMarked
package io.hindcast.ledger;

import org.jspecify.annotations.NullMarked;
