/** The flights of 2013, rebuilt through the command line, held against what plain code makes of the same files. */
@NullMarked
package io.hindcast.flights;

import org.jspecify.annotations.NullMarked;
