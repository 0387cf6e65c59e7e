/** What rows amount to: the content hash of partitions and columns, and whether keys repeat, told while rows flow by. */
@NullMarked
package io.hindcast.content;

import org.jspecify.annotations.NullMarked;
