package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration.ChangePolicy;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.mapping.Mappings;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds the inputs that cause most of a plan because every partition of their readers reads them, and tells what another
 * declaration would spare, by planning again under it. Costs nothing where there is no such input.
 */
final class Savings {

    /** Less work is not worth a word. */
    private static final long LEAST = 10;

    /** Each costs as much as the plan did. */
    private static final int MOST_INPUTS = 5;

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Function<Warehouse, Map<String, Decision>> planned;

    /** @param planned what is decided for a warehouse with the same tables and other declarations */
    Savings(Warehouse warehouse, WarehouseState state, Function<Warehouse, Map<String, Decision>> planned) {
        this.warehouse = warehouse;
        this.state = state;
        this.planned = planned;
    }

    /** An input and who reads it whole, and is rebuilt for it. */
    private record Wide(String input, Set<String> readers, long caused) {}

    /** Of a plan; one for each input, else one for all of them together, else none. */
    List<Saving> of(Map<String, Decision> decisions) {
        long all = count(decisions);
        List<Wide> wide = wide(decisions);
        List<Saving> savings = new ArrayList<>();
        for (Wide each : wide) {
            saving(List.of(each), all, decisions).ifPresent(savings::add);
        }
        if (savings.isEmpty() && wide.size() > 1) {
            saving(wide, all, decisions).ifPresent(savings::add);
        }
        return savings;
    }

    private Optional<Saving> saving(List<Wide> wide, long all, Map<String, Decision> decisions) {
        long caused = caused(wide, decisions).values().stream()
                .mapToLong(PartitionSet::count)
                .sum();
        if (caused < all - caused) {
            return Optional.empty();
        }
        Map<String, Long> spared = new LinkedHashMap<>();
        spared.put(
                "changes: ignore",
                all - count(planned.apply(declaring(wide, input -> input.under(ChangePolicy.IGNORE)))));
        if (wide.stream().allMatch(this::canBeAsOf)) {
            Warehouse asOf = AsOf.bound(declaring(wide, this::asOf), state);
            spared.put("as_of: partition", all - count(planned.apply(asOf)));
        }
        if (spared.values().stream().noneMatch(count -> count >= LEAST && count >= all - count)) {
            return Optional.empty();
        }
        Set<String> readers = new TreeSet<>();
        wide.forEach(each -> readers.addAll(each.readers()));
        return Optional.of(
                new Saving(wide.stream().map(Wide::input).toList(), List.copyOf(readers), caused, all, spared));
    }

    /** Those that may be worth a plan of their own, the gravest first. */
    private List<Wide> wide(Map<String, Decision> decisions) {
        Map<String, Wide> found = new TreeMap<>();
        for (Asset asset : warehouse.assets()) {
            long following = following(asset, decisions).count();
            if (following >= LEAST) {
                for (Asset.Input input : asset.inputs()) {
                    if (input.changes() == ChangePolicy.REBUILD
                            && moves(input.name(), decisions)
                            && input.isReadByAll()) {
                        Wide one = new Wide(input.name(), Set.of(asset.name()), following);
                        found.merge(input.name(), one, Savings::both);
                    }
                }
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingLong(Wide::caused).reversed())
                .limit(MOST_INPUTS)
                .toList();
    }

    private static Wide both(Wide one, Wide other) {
        Set<String> readers = new LinkedHashSet<>(one.readers());
        readers.addAll(other.readers());
        return new Wide(one.input(), readers, one.caused() + other.caused());
    }

    private boolean moves(String input, Map<String, Decision> decisions) {
        Decision above = decisions.get(input);
        return !state.changesOf(input).changes().isEmpty()
                || (above != null && !above.moving().isEmpty());
    }

    /** What of an asset is rewritten because something that it reads changed. */
    private static PartitionSet following(Asset asset, Map<String, Decision> decisions) {
        Decision decision = decisions.get(asset.name());
        return decision == null
                ? PartitionSet.empty(asset.partitioning())
                : decision.reasons().of(Reason.DATA).union(decision.reasons().of(Reason.UPSTREAM));
    }

    /** What follows from the changes of inputs, through any number of assets. */
    private Map<String, PartitionSet> caused(List<Wide> wide, Map<String, Decision> decisions) {
        Map<String, PartitionSet> caused = new HashMap<>();
        for (Asset asset : warehouse.assets()) {
            PartitionSet following = following(asset, decisions);
            PartitionSet own = wide.stream().anyMatch(each -> each.readers().contains(asset.name()))
                    ? following
                    : PartitionSet.empty(asset.partitioning());
            for (Asset.Input input : asset.inputs()) {
                PartitionSet above = caused.get(input.name());
                if (above != null && input.isStrict()) {
                    own = own.union(input.readersOf(above).intersect(following));
                }
            }
            caused.put(asset.name(), own.union(asset.withReadersOfItself(own, following)));
        }
        return caused;
    }

    /** Whether every reader of it could read it as it was. */
    private boolean canBeAsOf(Wide wide) {
        return warehouse.hasHistory(wide.input())
                && wide.readers().stream()
                        .map(name -> warehouse.asset(name).orElseThrow())
                        .allMatch(asset -> asset.partitioning().times() == 1);
    }

    private Asset.Input asOf(Asset.Input input) {
        Partitioning upstream = input.partitioning();
        IntervalSet there = warehouse.isSource(input.name()) || upstream.time().isEmpty()
                ? IntervalSet.empty()
                : upstream.domain().timeIntervals();
        return new Asset.Input(
                input.name(),
                Mappings.asOf(input.mapping().downstream(), upstream, MappingRule.whole(), there),
                input.requirement(),
                ChangePolicy.AS_OF_PARTITION);
    }

    private Warehouse declaring(List<Wide> wide, UnaryOperator<Asset.Input> change) {
        return warehouse.with(asset -> asset.withInputs(input -> wide.stream()
                        .anyMatch(each -> each.input().equals(input.name())
                                && each.readers().contains(asset.name()))
                ? change.apply(input)
                : input));
    }

    private static long count(Map<String, Decision> decisions) {
        return decisions.values().stream()
                .mapToLong(decision -> decision.rewritten().count())
                .sum();
    }
}
