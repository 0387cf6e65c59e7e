package io.hindcast.run;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Numbers from 0 to 1 that all follow from one: the first is that one, and the same one is followed by the same. */
final class Draws implements DoubleSupplier {

    private final double first;
    private Optional<SplittableRandom> more = Optional.empty();

    Draws(double first) {
        if (!(first >= 0 && first <= 1)) {
            throw new IllegalArgumentException("not between 0 and 1: " + first);
        }
        this.first = first;
    }

    @Override
    public double getAsDouble() {
        if (more.isPresent()) {
            return more.get().nextDouble();
        }
        more = Optional.of(new SplittableRandom(Double.doubleToLongBits(first)));
        return first;
    }
}
