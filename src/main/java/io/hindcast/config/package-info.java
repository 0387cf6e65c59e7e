/** Files of a warehouse folder and of the operator, read into declarations, or into problems with file and line. */
@NullMarked
package io.hindcast.config;

import org.jspecify.annotations.NullMarked;
