/** Jobs as Spark sees them: parsing and analysis without a session, the session, and the carrying out of steps. */
@NullMarked
package io.hindcast.spark;

import org.jspecify.annotations.NullMarked;
