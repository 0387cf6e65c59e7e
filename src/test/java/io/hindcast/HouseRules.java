package io.hindcast;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of the house, for the rooms under a root package. */
final class HouseRules {

    private static final List<String> PURE = List.of(
            "interval",
            "partition",
            "mapping",
            "asset",
            "ledger",
            "plan",
            "retry",
            "run",
            "upkeep",
            "callback",
            "config",
            "report",
            "trial",
            "difference",
            "problem");

    /** Which rooms a room may import beside itself and {@code problem}; {@code cli} may import all. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("interval", Set.of()),
            Map.entry("partition", Set.of("interval")),
            Map.entry("mapping", Set.of("partition", "interval")),
            Map.entry("asset", Set.of("mapping", "partition", "interval")),
            Map.entry("ledger", Set.of("asset", "partition", "interval")),
            Map.entry("plan", Set.of("ledger", "asset", "mapping", "partition", "interval")),
            Map.entry("retry", Set.of()),
            Map.entry("run", Set.of("retry", "plan", "ledger", "asset", "partition", "interval")),
            Map.entry("upkeep", Set.of("run", "plan", "ledger", "asset", "partition", "interval")),
            Map.entry("callback", Set.of("retry", "run", "plan", "ledger", "asset", "partition", "interval")),
            Map.entry("trial", Set.of("asset", "partition", "interval")),
            Map.entry(
                    "config", Set.of("retry", "callback", "asset", "mapping", "partition", "interval", "run", "trial")),
            Map.entry("difference", Set.of("asset", "partition", "interval")),
            Map.entry(
                    "report",
                    Set.of("difference", "trial", "retry", "run", "plan", "ledger", "asset", "partition", "interval")),
            Map.entry("job", Set.of("asset", "partition", "interval")),
            Map.entry("content", Set.of()),
            Map.entry("delta", Set.of("content", "ledger", "asset", "partition", "interval")),
            Map.entry(
                    "spark",
                    Set.of(
                            "trial",
                            "job",
                            "content",
                            "delta",
                            "retry",
                            "run",
                            "plan",
                            "ledger",
                            "asset",
                            "partition",
                            "interval")),
            Map.entry("stage", Set.of("spark", "delta", "ledger", "asset", "partition", "interval")),
            Map.entry(
                    "proof",
                    Set.of(
                            "difference",
                            "spark",
                            "content",
                            "delta",
                            "retry",
                            "run",
                            "ledger",
                            "asset",
                            "partition",
                            "interval")),
            Map.entry("release", Set.of("spark", "delta", "ledger", "asset", "partition", "interval")));

    private static final String CLI = "cli";
    private static final Set<String> WITH_SCALA =
            Set.of(CLI, "spark", "content", "delta", "job", "stage", "proof", "release");

    /** Members that reach for the clock, for chance, or for the process: owner and name. */
    private static final Pattern OUTSIDE_WORLD = Pattern.compile("java\\.time\\.\\w+\\.now"
            + "|java\\.time\\.InstantSource\\.system"
            + "|java\\.time\\.Clock\\.(system|tick)\\w*"
            + "|java\\.util\\.UUID\\.randomUUID"
            + "|java\\.lang\\.System\\.(exit|out|err|in|currentTimeMillis)"
            + "|java\\.lang\\.Runtime\\.(exit|halt)");

    private static final Pattern GETTER = Pattern.compile("get\\p{Upper}\\w*");

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    /** All rules by their names. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("arrows", arrows());
        rules.put("cycles", slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("rooms", rooms());
        rules.put(
                "pure rooms",
                noClasses()
                        .that(inRooms(PURE))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..", "scala.."));
        rules.put("io.delta", importedOnlyIn("io.delta..", Set.of("delta")));
        rules.put("scopt", importedOnlyIn("scopt..", Set.of(CLI)));
        rules.put("scala", importedOnlyIn("scala..", WITH_SCALA));
        rules.put("problem exception", accesses("construct ProblemException", "problem", this::constructsProblem));
        rules.put("outside world", accesses("reach for clock, chance or process", CLI, HouseRules::isOutsideWorld));
        rules.put("final fields", finalFields());
        rules.put("getters", publicCodeUnits("be named getX without parameters", HouseRules::isGetter));
        rules.put("boolean parameters", publicCodeUnits("take a boolean", HouseRules::takesBoolean));
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private ArchRule arrows() {
        return classes().should(condition("import only what the arrows allow", (javaClass, events) -> {
            String room = room(javaClass);
            javaClass.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isOurs(dependency.getTargetClass()))
                    .filter(dependency -> !mayImport(room, room(dependency.getTargetClass())))
                    .forEach(dependency -> events.add(violated(javaClass, dependency.getDescription())));
        }));
    }

    private static boolean mayImport(String room, String other) {
        return room.equals(CLI)
                || room.equals(other)
                || other.equals("problem")
                || ARROWS.getOrDefault(room, Set.of()).contains(other);
    }

    /** Every room is a known one, without sub-packages, and says in its package-info that nothing is null. */
    private ArchRule rooms() {
        return classes().should(condition("live in a known room that is @NullMarked", (javaClass, events) -> {
            String room = room(javaClass);
            if (!ARROWS.containsKey(room) && !room.equals(CLI)) {
                events.add(violated(javaClass, javaClass.getName() + " lives in an unknown room: " + room));
            }
            if (!javaClass.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(violated(javaClass, javaClass.getName() + ": no package-info with @NullMarked in " + room));
            }
        }));
    }

    private ArchRule importedOnlyIn(String packages, Collection<String> rooms) {
        return noClasses()
                .that(DescribedPredicate.not(inRooms(rooms)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages);
    }

    private ArchRule accesses(String what, String onlyRoom, Predicate<JavaAccess<?>> offending) {
        return classes()
                .that(DescribedPredicate.not(inRooms(Set.of(onlyRoom))))
                .should(condition(
                        "not " + what,
                        (javaClass, events) -> javaClass.getAccessesFromSelf().stream()
                                .filter(offending)
                                .forEach(access -> events.add(violated(javaClass, access.getDescription())))));
    }

    private boolean constructsProblem(JavaAccess<?> access) {
        return access.getTarget().getName().equals("<init>")
                && access.getTargetOwner().getName().equals(root + ".problem.ProblemException");
    }

    private static boolean isOutsideWorld(JavaAccess<?> access) {
        return OUTSIDE_WORLD
                .matcher(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName())
                .matches();
    }

    /** What others hold is a value. What works for one call inside its room, and builders, may change meanwhile. */
    private ArchRule finalFields() {
        return fields().that()
                .areDeclaredInClassesThat(inRooms(PURE))
                .and()
                .areDeclaredInClassesThat(describe(
                        "are public and no builders",
                        type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getSimpleName().endsWith("Builder")))
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal();
    }

    private ArchRule publicCodeUnits(String what, Predicate<JavaCodeUnit> offending) {
        return codeUnits()
                .that()
                .arePublic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .and(describe("are of our own making", unit -> !fulfilsForeignContract(unit)))
                .should(new ArchCondition<JavaCodeUnit>("not " + what) {
                    @Override
                    public void check(JavaCodeUnit unit, ConditionEvents events) {
                        if (offending.test(unit)) {
                            events.add(violated(unit, unit.getFullName()));
                        }
                    }
                });
    }

    private static boolean isGetter(JavaCodeUnit unit) {
        return unit instanceof JavaMethod
                && GETTER.matcher(unit.getName()).matches()
                && unit.getRawParameterTypes().isEmpty();
    }

    /** The constructor of a record is excepted: its components say what they are. */
    private static boolean takesBoolean(JavaCodeUnit unit) {
        return !(unit.isConstructor() && unit.getOwner().isRecord())
                && unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(boolean.class) || type.isEquivalentTo(Boolean.class));
    }

    /** Whether the signature comes from a type that is not ours, or from Java itself. */
    private boolean fulfilsForeignContract(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .filter(type -> !isOurs(type))
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(method -> method.getName().equals(unit.getName())
                        && method.getParameters().size() == unit.getParameters().size());
    }

    private DescribedPredicate<JavaClass> inRooms(Collection<String> rooms) {
        return describe("live in " + rooms, javaClass -> isOurs(javaClass) && rooms.contains(room(javaClass)));
    }

    private boolean isOurs(JavaClass javaClass) {
        return javaClass.getPackageName().equals(root)
                || javaClass.getPackageName().startsWith(root + ".");
    }

    /** What stands after the root: a dot in it is a sub-package, and empty is the root itself. */
    private String room(JavaClass javaClass) {
        String name = javaClass.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }

    private static ArchCondition<JavaClass> condition(String what, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                check.accept(javaClass, events);
            }
        };
    }

    private static ConditionEvent violated(Object object, String message) {
        return SimpleConditionEvent.violated(object, message);
    }
}
