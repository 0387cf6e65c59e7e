package io.hindcast.cli;

import io.hindcast.partition.Partition;
import io.hindcast.run.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a budget of partitions and bytes still allows. Not for sharing between threads. */
final class Allowance {

    private long partitions;
    private long bytes;

    Allowance(Budget budget) {
        this.partitions = budget.partitions().orElse(Long.MAX_VALUE);
        this.bytes = budget.bytes().orElse(Long.MAX_VALUE);
    }

    /**
     * Takes as many as it allows, and allows so much less from then on. One that is too large is passed over, and smaller
     * ones after it are not.
     *
     * @param size of a partition in bytes
     */
    List<Partition> taken(List<Partition> ordered, ToLongFunction<Partition> size) {
        List<Partition> taken = new ArrayList<>();
        for (Partition each : ordered) {
            long own = size.applyAsLong(each);
            if (partitions > 0 && own <= bytes) {
                partitions--;
                bytes -= own;
                taken.add(each);
            }
        }
        return taken;
    }
}
