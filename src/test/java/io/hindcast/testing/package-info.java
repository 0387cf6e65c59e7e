/** Small worlds for tests: warehouses in a few words, and stand-ins for what only Spark and tables can tell. */
@NullMarked
package io.hindcast.testing;

import org.jspecify.annotations.NullMarked;
