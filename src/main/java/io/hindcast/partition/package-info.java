/** Which partitions exist, and sets of them as values with union, intersection and difference, never expanded to keys. */
@NullMarked
package io.hindcast.partition;

import org.jspecify.annotations.NullMarked;
