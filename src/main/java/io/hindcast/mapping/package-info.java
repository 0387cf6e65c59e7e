/** How a set of partitions of one asset becomes a set of another, in both directions. */
@NullMarked
package io.hindcast.mapping;

import org.jspecify.annotations.NullMarked;
