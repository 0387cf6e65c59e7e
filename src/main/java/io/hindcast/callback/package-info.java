/** Tells others, by a webhook or a command, what happens in a run. Nothing hangs on it. */
@NullMarked
package io.hindcast.callback;

import org.jspecify.annotations.NullMarked;
