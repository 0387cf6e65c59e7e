/** Errors that people see: a code, the problem, its cause, the way out, and the exit code they lead to. */
@NullMarked
package io.hindcast.problem;

import org.jspecify.annotations.NullMarked;
