/** What the author of a Java job implements and is handed. It knows nothing of retries, audit or overwriting. */
@NullMarked
package io.hindcast.job;

import org.jspecify.annotations.NullMarked;
