package io.hindcast.retry;

import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Numbers from 0 to 1 that all follow from one: the first is that one, and the same one is followed by the same. */
public final class Draws implements DoubleSupplier {

    private final PrimitiveIterator.OfDouble numbers;

    /** Those that follow from a number between 0 and 1. */
    public Draws(double first) {
        if (!(first >= 0 && first <= 1)) {
            throw new IllegalArgumentException("not between 0 and 1: " + first);
        }
        SplittableRandom more = new SplittableRandom(Double.doubleToLongBits(first));
        this.numbers = DoubleStream.concat(DoubleStream.of(first), DoubleStream.generate(more::nextDouble))
                .iterator();
    }

    @Override
    public double getAsDouble() {
        return numbers.nextDouble();
    }
}
