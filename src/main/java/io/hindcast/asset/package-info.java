/** What a warehouse is made of: sources, assets, their inputs, and the graph between them. */
@NullMarked
package io.hindcast.asset;

import org.jspecify.annotations.NullMarked;
