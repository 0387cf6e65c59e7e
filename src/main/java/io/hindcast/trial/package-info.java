/** Tests of jobs as values: rows in, rows out, and how two sets of rows differ. */
@NullMarked
package io.hindcast.trial;

import org.jspecify.annotations.NullMarked;
