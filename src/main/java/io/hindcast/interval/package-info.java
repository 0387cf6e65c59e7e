/** Time as half-open ranges of whole periods: grains, the zones they are counted in, and sets of ordinals. */
@NullMarked
package io.hindcast.interval;

import org.jspecify.annotations.NullMarked;
