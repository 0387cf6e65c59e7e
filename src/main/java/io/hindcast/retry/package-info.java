/** Whether, when and why a failed attempt is made again: what failed, and the policies that people declare. */
@NullMarked
package io.hindcast.retry;

import org.jspecify.annotations.NullMarked;
