/** Benchmarks of whole processes, started by {@code scripts/bench}: Hindcast beside what people write by hand. */
@NullMarked
package io.hindcast.bench;

import org.jspecify.annotations.NullMarked;
