package io.hindcast.testing;

import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.months;
import static io.hindcast.testing.Partitionings.product;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;

import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Larger worlds than can be enumerated, by seed: graphs of up to six assets of several partitionings, and requests. */
public final class RandomWorlds {

    /** In the midst of the declared range, so that some of it is yet to come. */
    public static final Instant NOW = Instant.parse("2013-02-03T12:00:00Z");

    private static final List<Partitioning> PARTITIONINGS = List.of(
            days("2013-01-28..2013-02-02"),
            days("2013-01-29.."),
            days("2013-01-30..2013-02-05"),
            months("2013-01..2013-02"),
            product(days("2013-01-30..2013-02-01"), keys("k", "x", "y")),
            Partitioning.none());

    private final SplittableRandom random;

    public RandomWorlds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** How many worlds a test looks at: more where a person asks for it, and the first of them where he has no time. */
    public static int count(int few) {
        int all = few * Integer.getInteger("hindcast.soak", 1);
        return Math.max(1, all / Integer.getInteger("hindcast.share", 1));
    }

    public SplittableRandom random() {
        return random;
    }

    public <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean isChance(int of) {
        return random.nextInt(of) == 0;
    }

    public SmallWorlds.World world() {
        long seed = random.nextLong();
        return new SmallWorlds.World("random", () -> new RandomWorlds(seed).build());
    }

    private Worlds build() {
        Worlds worlds = Worlds.world()
                .source("s", oneOf(PARTITIONINGS))
                .source("t", oneOf(PARTITIONINGS))
                .staged("u", oneOf(List.of(Partitioning.none(), keys("k", "x", "y"))));
        if (isChance(3)) {
            worlds.kept(oneOf(List.of("s", "t")), Period.ofDays(1 + random.nextInt(4)));
        }
        Map<String, Partitioning> readable = new TreeMap<>();
        worlds.declaration().sources().forEach(source -> readable.put(source.name(), source.partitioning()));
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = String.valueOf((char) ('a' + i));
            Partitioning own = oneOf(PARTITIONINGS);
            worlds.asset(name, own, readings(readable, own)).tagged(name, isChance(2) ? "odd" : "even");
            readable.put(name, own);
            if (isChance(2)) {
                worlds.tellingApart(name, "m", "n");
            }
        }
        return worlds;
    }

    private Worlds.Reading[] readings(Map<String, Partitioning> readable, Partitioning own) {
        List<String> names = new ArrayList<>(readable.keySet());
        List<Worlds.Reading> readings = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count && !names.isEmpty(); i++) {
            String name = names.remove(random.nextInt(names.size()));
            boolean hasTime = Objects.requireNonNull(readable.get(name)).time().isPresent();
            boolean isAsOf = own.times() == 1 && (hasTime || name.equals("u")) && isChance(4);
            readings.add(isAsOf ? input(name).asOf() : reading(name, own.time().isPresent() && hasTime));
        }
        if (own.time().isPresent() && isChance(3)) {
            Worlds.Reading self = self(1 + random.nextInt(2));
            readings.add(isChance(2) ? self.chained() : self);
        }
        return readings.toArray(Worlds.Reading[]::new);
    }

    private Worlds.Reading reading(String name, boolean byTime) {
        Worlds.Reading reading = !byTime || isChance(2)
                ? input(name)
                : SmallWorlds.reading(name, oneOf(List.copyOf(SmallWorlds.RULES.keySet())));
        Worlds.Reading some = isChance(3)
                ? reading.only(oneOf(List.of(List.of("n"), List.of("m"), List.<String>of()))
                        .toArray(String[]::new))
                : reading;
        return isChance(6) ? some.required() : isChance(6) ? some.ignoringChanges() : some;
    }

    /** Up to five things that happen. */
    public List<SmallWorlds.Happening> happenings(Warehouse warehouse) {
        List<SmallWorlds.Happening> all = SmallWorlds.happenings(warehouse, NOW);
        List<SmallWorlds.Happening> some = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            some.add(oneOf(all));
        }
        return some;
    }

    public Request request(Warehouse warehouse) {
        List<Term> terms = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            terms.addAll(Term.parseAll(term(warehouse)));
        }
        return new Request(
                terms,
                isChance(4)
                        ? new Request.Bounds(
                                Optional.of(someDays()), Optional.empty(), Optional.empty(), Optional.empty())
                        : Request.Bounds.none(),
                isChance(3) ? Optional.of(someDays()) : Optional.empty(),
                oneOf(List.of(Request.Mode.values())),
                oneOf(List.of(Request.Force.values())),
                oneOf(List.of(Request.Follow.values())),
                oneOf(List.of(Request.Direction.values())),
                "random");
    }

    private String term(Warehouse warehouse) {
        io.hindcast.asset.Asset asset = oneOf(warehouse.assets());
        String name =
                isChance(5) ? "tag:" + asset.declaration().tags().iterator().next() : asset.name();
        boolean hasTime = asset.partitioning().time().isPresent() && !name.startsWith("tag:");
        String set = hasTime && isChance(2) ? "@" + someDays() : "";
        return (isChance(3) ? "+" : "") + name + set + (isChance(3) ? "+" : "");
    }

    private String someDays() {
        int first = 28 + random.nextInt(8);
        int last = first + random.nextInt(3);
        return day(first) + ".." + day(last);
    }

    private static String day(int ofJanuary) {
        return java.time.LocalDate.of(2013, 1, 1).plusDays(ofJanuary - 1L).toString();
    }

    /** Some partitions, by chance. */
    public boolean isChosen(Partition partition) {
        return isChance(2);
    }
}
