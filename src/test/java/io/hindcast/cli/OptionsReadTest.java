package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An option that a command takes and does not read would be a promise that nobody keeps. */
@Tag("once")
class OptionsReadTest {

    private static final JavaClasses ROOM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.hindcast.cli");

    private static final Map<String, Option> ACCESSORS = Map.ofEntries(
            Map.entry("Scope.select", Option.SELECT),
            Map.entry("Scope.partitions", Option.PARTITIONS),
            Map.entry("Scope.from", Option.FROM),
            Map.entry("Scope.until", Option.UNTIL),
            Map.entry("Scope.before", Option.BEFORE),
            Map.entry("Scope.except", Option.EXCEPT),
            Map.entry("Scope.mode", Option.MODE),
            Map.entry("Scope.reset", Option.RESET),
            Map.entry("Scope.assume", Option.ASSUME),
            Map.entry("Verifying.share", Option.SAMPLE),
            Map.entry("Verifying.seed", Option.SEED),
            Map.entry("Verifying.into", Option.INTO),
            Map.entry("Conduct.budget", Option.BUDGET),
            Map.entry("Conduct.parallel", Option.PARALLEL),
            Map.entry("Conduct.of", Option.OF),
            Map.entry("Conduct.out", Option.OUT),
            Map.entry("Conduct.reason", Option.REASON),
            Map.entry("Conduct.now", Option.NOW),
            Map.entry("Contrast.versions", Option.VERSIONS),
            Map.entry("Contrast.against", Option.AGAINST),
            Map.entry("Contrast.tolerance", Option.TOLERANCE),
            Map.entry("Contrast.ignore", Option.IGNORE),
            Map.entry("Contrast.html", Option.HTML));

    /** Two words for the same value: each command has its own. */
    private static final Map<String, Set<Option>> SHARED = Map.of(
            "Conduct.most", Set.of(Option.LIMIT, Option.ROWS),
            "Conduct.patience", Set.of(Option.WAIT, Option.TIMEOUT));

    @ParameterizedTest
    @EnumSource(Verb.class)
    void aCommandReadsEveryOptionThatItTakes(Verb verb) {
        Command command =
                Optional.ofNullable(Main.commands(Stopping.unarmed()).get(verb)).orElseThrow();

        assertThat(readFrom(ROOM.get(command.getClass()))).containsAll(verb.options());
    }

    @Test
    void theTestSeesWhatACommandDoesNotRead() {
        assertThat(readFrom(ROOM.get(WhyCommand.class))).doesNotContain(Option.SELECT, Option.FORCE, Option.WAIT);
        assertThat(readFrom(ROOM.get(RepairCommand.class))).doesNotContain(Option.YES, Option.OUT);
        assertThat(Stream.concat(
                                ACCESSORS.values().stream(),
                                SHARED.values().stream().flatMap(Set::stream))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Option.class).stream()
                        .filter(Option::takesValue)
                        .toList());
    }

    /** The options that any code looks at which the command can come to. */
    private static Set<Option> readFrom(JavaClass command) {
        Set<Option> read = EnumSet.noneOf(Option.class);
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        open.add(command.getMethod("run", Arguments.class, Console.class));
        while (!open.isEmpty()) {
            JavaCodeUnit next = open.remove();
            if (seen.add(next)) {
                next.getAccessesFromSelf().forEach(access -> {
                    note(access, read);
                    follow(access, open);
                });
                next.getMethodReferencesFromSelf().forEach(reference -> {
                    note(reference, read);
                    follow(reference, open);
                });
                next.getConstructorReferencesFromSelf().forEach(reference -> follow(reference, open));
            }
        }
        return read;
    }

    private static void follow(JavaAccess<?> access, Deque<JavaCodeUnit> open) {
        if (ROOM.contain(access.getTargetOwner().getName())) {
            access.getTarget()
                    .resolveMember()
                    .filter(JavaCodeUnit.class::isInstance)
                    .ifPresent(member -> open.add((JavaCodeUnit) member));
        }
    }

    private static void note(JavaAccess<?> access, Set<Option> read) {
        JavaClass owner = access.getTargetOwner();
        if (owner.isEquivalentTo(Option.class)) {
            EnumSet.allOf(Option.class).stream()
                    .filter(option -> option.name().equals(access.getName()))
                    .forEach(read::add);
        }
        Option option = ACCESSORS.get(owner.getSimpleName() + "." + access.getName());
        if (option != null) {
            read.add(option);
        }
        read.addAll(SHARED.getOrDefault(owner.getSimpleName() + "." + access.getName(), Set.of()));
    }
}
