/** What of a warehouse is looked after without being built: what is dropped, let go, or taken for built. */
@NullMarked
package io.hindcast.upkeep;

import org.jspecify.annotations.NullMarked;
