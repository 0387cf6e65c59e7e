/** Landing files into the staging area: each exactly once, and none with a row that does not fit. */
@NullMarked
package io.hindcast.stage;

import org.jspecify.annotations.NullMarked;
