/** Carries out a plan: what to start, to repeat, to halve, to leave alone, and when to stop. */
@NullMarked
package io.hindcast.run;

import org.jspecify.annotations.NullMarked;
