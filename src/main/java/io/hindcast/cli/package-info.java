/** The command line: reads arguments, wires the rooms together, shows what came out, and alone ends the process. */
@NullMarked
package io.hindcast.cli;

import org.jspecify.annotations.NullMarked;
