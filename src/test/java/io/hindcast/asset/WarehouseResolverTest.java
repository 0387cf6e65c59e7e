package io.hindcast.asset;

import static io.hindcast.testing.Partitionings.day;
import static io.hindcast.testing.Partitionings.days;
import static io.hindcast.testing.Partitionings.keys;
import static io.hindcast.testing.Partitionings.keysFrom;
import static io.hindcast.testing.Partitionings.month;
import static io.hindcast.testing.Partitionings.none;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hindcast.mapping.MappingRule;
import io.hindcast.problem.Problem;
import io.hindcast.testing.Worlds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarehouseResolverTest {

    @Test
    void assetsComeAfterWhatTheyReadAndOtherwiseByName() {
        Warehouse warehouse = world().source("s", day())
                .asset("z", day(), input("s"))
                .asset("a", day(), input("z"))
                .asset("m", month(), input("a"), input("s"))
                .asset("b", day(), input("s"))
                .warehouse();

        assertThat(names(warehouse.assets())).containsExactly("b", "z", "a", "m");
        assertThat(names(warehouse.downstreamOf("z"))).containsExactly("a", "m");
        assertThat(warehouse.consumersOf("s"))
                .extracting(c -> c.asset().name(), c -> c.input().name())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("b", "s"),
                        org.assertj.core.api.Assertions.tuple("z", "s"),
                        org.assertj.core.api.Assertions.tuple("m", "s"));
        Asset m = warehouse.asset("m").orElseThrow();
        assertThat(names(warehouse.upstreamOf(m))).containsExactly("a");
        assertThat(warehouse.isSource("s")).isTrue();
        assertThat(warehouse.isSource("m")).isFalse();
        assertThat(warehouse.partitioningOf("s")).isEqualTo(day());
        assertThatThrownBy(() -> warehouse.partitioningOf("nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void aMappingIsThatOfTheDeclarationAndElseTheSamePartition() {
        Warehouse warehouse = world().source("s", day())
                .asset("a", day(), input("s"))
                .asset("b", day(), input("a", MappingRule.window(6, 0)), self(1).chained())
                .warehouse();
        Asset a = warehouse.asset("a").orElseThrow();
        Asset b = warehouse.asset("b").orElseThrow();

        assertThat(a.inputs()
                        .get(0)
                        .mapping()
                        .upstreamOf(day().parse("2013-05-05"))
                        .inside()
                        .toString())
                .isEqualTo("2013-05-05");
        assertThat(b.inputs()
                        .get(0)
                        .mapping()
                        .upstreamOf(day().parse("2013-05-10"))
                        .inside()
                        .toString())
                .isEqualTo("2013-05-04..2013-05-10");
        assertThat(b.self()
                        .orElseThrow()
                        .upstreamOf(day().parse("2013-05-10"))
                        .inside()
                        .toString())
                .isEqualTo("2013-05-09");
        assertThat(b.isChained()).isTrue();
    }

    @Test
    void namesAreFoundWithoutLetterCase() {
        Worlds world = world().source("Flights", day()).asset("a", day(), input("Flights"));
        world.jobs().job("a", Set.of("FLIGHTS"), Worlds.columns(day()));
        assertThat(world.warehouse().asset("a").orElseThrow().inputs())
                .extracting(Asset.Input::name)
                .containsExactly("Flights");
    }

    @Test
    void keysThatAreDiscoveredAreListed() {
        Warehouse warehouse = world().source("airports", none())
                .values("airports", "n", "JFK", "EWR")
                .asset("a", keysFrom("origin", "airports", "n"), input("airports"))
                .warehouse();
        assertThat(warehouse.partitioningOf("a").domain().toString()).isEqualTo("EWR,JFK");
    }

    @Test
    void aKeyThatIsReservedIsRefusedWhereItIsDiscovered() {
        Problem problem = only(world().source("airports", none())
                .values("airports", "n", "JFK", "__HIVE_DEFAULT_PARTITION__")
                .asset("a", keysFrom("origin", "airports", "n"), input("airports")));
        assertThat(problem.code()).isEqualTo("HC-429");
        assertThat(problem.why()).startsWith("it is among airports.n, ");
    }

    @Test
    void anUnknownInputIsToldWithWhatWasMeant() {
        Problem problem = only(world().source("flights", day()).asset("a", day(), input("fligths")));
        assertThat(problem.toString()).isEqualTo("""
                a.sql:1: a reads unknown input fligths [HC-150]
                  cause:   there are flights
                  way out: did you mean flights?""");
    }

    @Test
    void aCycleIsToldWithItsPathAndHidesNothingElse() {
        Worlds world = world().source("s", day())
                .asset("a", day(), input("c"))
                .asset("b", day(), input("a"))
                .asset("c", day(), input("b"))
                .asset("behind", day(), input("c"), input("nowhere"))
                .asset("good", day(), input("s"));
        assertThat(world.resolution().problems())
                .extracting(Problem::code, Problem::why)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("HC-151", "a reads c reads b reads a"),
                        org.assertj.core.api.Assertions.tuple("HC-150", "there are a, b, c, good, s"));
        assertThat(world.jobs().signed()).containsExactly("good");
    }

    @Test
    void whatIsDeclaredInAFileThatCannotBeReadIsNotUnknown() {
        Resolution resolution =
                world().asset("a", day(), input("broken"), input("lost")).resolution("broken");
        assertThat(resolution.problems()).extracting(Problem::what).containsExactly("a reads unknown input lost");
        assertThat(resolution.warehouse()).isEmpty();
    }

    @Test
    void aMappingThatCannotBeIsTold() {
        Problem problem =
                only(world().source("s", keys("origin", "EWR")).asset("a", day(), input("s", MappingRule.lag(1))));
        assertThat(problem.code()).isEqualTo("HC-152");
        assertThat(problem.wayOut()).startsWith("remove window, offsets or lag");
    }

    @Test
    void anInputThatIsDeclaredMustBeRead() {
        Worlds world = world().source("s", day()).source("t", day()).asset("a", day(), input("s"), input("t"));
        world.jobs().job("a", Set.of("s"), Worlds.columns(day()));
        assertThat(only(world).code()).isEqualTo("HC-153");
    }

    @Test
    void whatAnAssetReadsOfItselfMustBeDeclaredAndRead() {
        Worlds unannounced = world().source("s", day()).asset("a", day(), input("s"));
        unannounced.jobs().job("a", Set.of("s", "A"), Worlds.columns(day()));
        assertThat(only(unannounced).code()).isEqualTo("HC-154");

        Worlds unread = world().source("s", day()).asset("a", day(), input("s"), self(1));
        unread.jobs().job("a", Set.of("s"), Worlds.columns(day()));
        assertThat(only(unread).code()).isEqualTo("HC-155");

        assertThat(only(world().source("s", none()).asset("a", none(), input("s"), self(1)))
                        .code())
                .isEqualTo("HC-157");
    }

    @Test
    void thePartitionColumnMustBeInTheResultWithItsType() {
        assertThat(only(giving("day date", "n int")).code()).isEqualTo("HC-158");
        assertThat(only(giving("ds string", "n int")).toString())
                .contains("the partition column ds of a is STRING", "needs DATE");
    }

    @Test
    void columnsMustBeThoseThatATableCanHave() {
        assertThat(only(giving("ds date", "n int", "N int")).code()).isEqualTo("HC-164");
        assertThat(only(giving("ds date", "_change_type int")).code()).isEqualTo("HC-162");
        assertThat(only(giving("ds date", "count(1) bigint")).code()).isEqualTo("HC-162");
        assertThat(only(giving("ds date", "t timestamp_ntz")).wayOut()).isEqualTo("write CAST(t AS TIMESTAMP) AS t");
        assertThat(only(giving("ds date", "t array<void>")).code()).isEqualTo("HC-163");
        assertThat(giving("ds date", "t struct<interval:int>").resolution().problems())
                .isEmpty();
        assertThat(only(giving("ds date")).code()).isEqualTo("HC-149");
    }

    @Test
    void checksMustNameColumnsOfTheResult() {
        Worlds world = giving("ds date", "n bigint", "t string")
                .checked(
                        "a",
                        new Check.Unique(List.of("ds", "m")),
                        new Check.NotNull(List.of("t")),
                        new Check.Same("t", java.math.BigDecimal.ONE));
        assertThat(world.resolution().problems()).extracting(Problem::code).containsExactly("HC-160", "HC-161");
    }

    @Test
    void theColumnsOfASourceMustBeKnownAndHoldItsPartitions() {
        WarehouseDeclaration declaration =
                world().source("s", days("2013-01-01..")).declaration();
        SourceDeclaration source = declaration.sources().get(0);
        SourceDeclaration bare = new SourceDeclaration(
                "s",
                source.partitioning(),
                source.path(),
                List.of(),
                source.landing(),
                source.retain(),
                source.places());
        WarehouseDeclaration undeclared =
                new WarehouseDeclaration("w", "/f", "/r", declaration.zone(), List.of(bare), List.of(), List.of());

        assertThat(codes(undeclared, List.of())).containsExactly("HC-165");
        assertThat(codes(undeclared, List.of(new Column("day", "date")))).containsExactly("HC-166");
        assertThat(codes(undeclared, List.of(new Column("ds", "timestamp")))).containsExactly("HC-148");
        assertThat(codes(undeclared, List.of(new Column("ds", "date")))).isEmpty();
    }

    @Test
    void keysHaveNoFormat() {
        Worlds world = world().source("s", day()).asset("a", keys("kind", "0", "1"), input("s"));
        world.jobs().job("a", Set.of("s"), List.of(new Column("kind", "int"), new Column("n", "bigint")));

        assertThat(world.resolution().problems())
                .filteredOn(problem -> problem.code().equals("HC-159"))
                .singleElement()
                .extracting(Problem::wayOut)
                .isEqualTo("write CAST(kind AS STRING) AS kind");
    }

    private static List<String> codes(WarehouseDeclaration declaration, List<Column> table) {
        Worlds world = world();
        return new WarehouseResolver(world.jobs(), source -> table, (source, column) -> new java.util.TreeSet<>())
                .resolve(declaration).problems().stream().map(Problem::code).toList();
    }

    private static Worlds giving(String... columns) {
        Worlds world = world().source("s", day()).asset("a", day(), input("s"));
        List<Column> given = java.util.Arrays.stream(columns)
                .map(text ->
                        new Column(text.substring(0, text.lastIndexOf(' ')), text.substring(text.lastIndexOf(' ') + 1)))
                .toList();
        world.jobs().job("a", Set.of("s"), given);
        return world;
    }

    private static Problem only(Worlds world) {
        List<Problem> problems = world.resolution().problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<String> names(List<Asset> assets) {
        return assets.stream().map(Asset::name).toList();
    }
}
