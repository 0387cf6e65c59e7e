package io.hindcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.hindcast.cli.Main;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("once")
class HouseRulesTest {

    private static final String ROOT = "io.hindcast";
    private static final JavaClasses OURS = new ClassFileImporter().importPath(folderOf(Main.class));

    private static final String BAD_ROOT = "fixture.bad";
    private static final JavaClasses BAD =
            new ClassFileImporter().importPath(folderOf(HouseRulesTest.class).resolve("fixture/bad"));

    private static final List<String> MOCKING_LIBRARIES = List.of(
            "org.mockito.Mockito",
            "org.easymock.EasyMock",
            "org.jmock.Mockery",
            "mockit.Mocked",
            "org.powermock.api.mockito.PowerMockito",
            "org.scalamock.scalatest.MockFactory");

    static Stream<String> rules() {
        return new HouseRules(ROOT).all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleHolds(String name) {
        assertThat(violations(ROOT, name, OURS)).isEmpty();
    }

    @Test
    void theRulesSeeOurClasses() {
        assertThat(OURS.contain("io.hindcast.cli.Main")).isTrue();
        assertThat(OURS.contain("io.hindcast.HouseRules")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "arrows, fixture.bad.interval.UsesCli",
        "arrows, fixture.bad.plan.inner.InSubPackage",
        "cycles, fixture.bad.interval.UsesCli",
        "rooms, fixture.bad.plan.inner.InSubPackage",
        "rooms, fixture.bad.cellar.InUnknownRoom",
        "rooms, fixture.bad.Homeless",
        "rooms, fixture.bad.job.WithoutPackageInfo",
        "pure rooms, fixture.bad.plan.UsesHadoop",
        "pure rooms, fixture.bad.plan.UsesScala",
        "pure rooms, fixture.bad.plan.UsesDelta",
        "pure rooms, fixture.bad.plan.UsesSpark",
        "io.delta, fixture.bad.job.WithoutPackageInfo",
        "scopt, fixture.bad.job.WithoutPackageInfo",
        "scala, fixture.bad.plan.UsesScala",
        "problem exception, fixture.bad.plan.RaisesByHand",
        "outside world, fixture.bad.plan.ReadsClock",
        "outside world, fixture.bad.plan.TossesCoin",
        "outside world, fixture.bad.plan.Prints",
        "outside world, fixture.bad.plan.EndsProcess",
        "final fields, fixture.bad.plan.Mutable",
        "getters, fixture.bad.plan.Mutable",
        "boolean parameters, fixture.bad.plan.Mutable",
    })
    void theRuleFindsTheOffence(String name, String offender) {
        assertThat(violations(BAD_ROOT, name, BAD)).anyMatch(violation -> violation.contains(offender));
    }

    @Test
    void noRuleIsWithoutAnOffenceThatItFinds() {
        assertThat(rules())
                .allSatisfy(name ->
                        assertThat(violations(BAD_ROOT, name, BAD)).as(name).isNotEmpty());
    }

    @Test
    void whatIsAllowedIsNoOffence() {
        assertThat(rules().flatMap(name -> violations(BAD_ROOT, name, BAD).stream()))
                .noneMatch(violation -> violation.matches("(\\w+ <)?fixture\\.bad\\.(cli\\.Allowed|plan\\.Good)\\b.*"));
    }

    @Test
    void noMockingLibraryIsOnTheClassPath() {
        assertThat(present(MOCKING_LIBRARIES)).isEmpty();
        assertThat(present(List.of("org.assertj.core.api.Assertions"))).hasSize(1);
    }

    /** Where the compiler put a class: what lies elsewhere is not looked through. */
    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> violations(String root, String name, JavaClasses classes) {
        ArchRule rule = Objects.requireNonNull(new HouseRules(root).all().get(name), name);
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    private static Set<String> present(List<String> classNames) {
        ClassLoader loader = HouseRulesTest.class.getClassLoader();
        return Set.copyOf(classNames.stream()
                .filter(name -> loader.getResource(name.replace('.', '/') + ".class") != null)
                .toList());
    }
}
