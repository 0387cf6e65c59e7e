package io.hindcast.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Asset;
import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Finding;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Resolution;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.spark.SparkJobInspector;
import io.hindcast.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The look at purity against a corpus of jobs whose names say what they are: see its warehouse.yaml. */
@Tag("spark")
final class SqlCorpusTest {

    private static final Path HOME = Path.of(System.getProperty("hindcast.home", "."));

    /** By job, also of those that have none. */
    private static final SortedMap<String, List<Finding>> FINDINGS = new TreeMap<>();

    private static Resolution corpus;

    @BeforeAll
    static void lookAtAllJobs() {
        corpus = resolved(HOME.resolve("src/test/resources/purity"));
    }

    private static Resolution resolved(Path folder) {
        var declaration = WarehouseFolder.read(folder, Map.of()).orThrow().declaration();
        JobInspector inspector = new SparkJobInspector(declaration.jars(), new StaticPurity());
        return new WarehouseResolver(new Recording(inspector), source -> List.of(), (source, column) -> new TreeSet<>())
                .resolve(declaration);
    }

    @Test
    void noPureJobIsAccused() {
        assertThat(lines(List.of("pure", "tpch"), false)).isEmpty();
        assertThat(jobs(List.of("pure"))).hasSizeGreaterThan(50);
        assertThat(jobs(List.of("tpch"))).hasSize(22);
    }

    @Test
    void noImpureJobPassesAndEachFindingHasItsPlace() {
        Golden.assertGolden("purity/impure.txt", String.join("\n", lines(List.of("impure"), true)));
        assertThat(jobs(List.of("impure"))).hasSizeGreaterThan(70);
        assertThat(FINDINGS)
                .allSatisfy((job, findings) -> assertThat(findings.isEmpty())
                        .as(job)
                        .isEqualTo(!job.startsWith("impure") && !job.equals("pure_allowed")));
    }

    @Test
    void whatOnlyRunningCatchesIsMarked() {
        assertThat(lines(List.of("unseen"), false)).isEmpty();
        assertThat(jobs(List.of("unseen"))).isNotEmpty();
    }

    @Test
    void anErrorIsAProblemOfTheWarehouseUnlessItsAuthorAllowsIt() {
        List<String> problems = corpus.problems().stream()
                .map(problem -> problem.toString().lines().findFirst().orElse(""))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();

        assertThat(corpus.warehouse()).isEmpty();
        assertThat(problems.stream().filter(line -> !line.contains("[HC-188]") && !line.contains("[HC-189]")))
                .isEmpty();
        assertThat(problems.contains("impure_uuid.sql:4:8: uuid() does not follow from the inputs [HC-188]"))
                .isTrue();
        assertThat(problems.stream().filter(line -> line.contains("sum_double") || line.contains("allowed")))
                .containsExactly("impure_allowed_one_of_two.sql:5:35: uuid() does not follow from the inputs [HC-188]");
    }

    private static SortedSet<String> jobs(List<String> kinds) {
        return FINDINGS.keySet().stream()
                .filter(job -> kinds.contains(job.substring(0, job.indexOf('_'))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lines(List<String> kinds, boolean withAllowed) {
        return jobs(kinds).stream()
                .filter(job -> withAllowed || !job.equals("pure_allowed"))
                .flatMap(job -> FINDINGS.getOrDefault(job, List.of()).stream().map(SqlCorpusTest::line))
                .toList();
    }

    private static String line(Finding finding) {
        String place = finding.place().toString();
        return place.substring(place.lastIndexOf('/') + 1) + " "
                + finding.rule().severity().word() + " " + finding.rule().word() + ": " + finding.expression();
    }

    @Test
    void theExampleWarehouseIsPure() {
        Warehouse flights = new WarehouseResolver(
                        new SqlAlone(new SparkJobInspector(List.of(), new StaticPurity())),
                        source -> List.of(),
                        (source, column) -> new TreeSet<>())
                .resolve(WarehouseFolder.read(HOME.resolve("jobs/flights"), Map.of())
                        .orThrow()
                        .declaration())
                .orThrow();

        assertThat(flights.assets())
                .hasSize(11)
                .allSatisfy((Asset asset) -> assertThat(asset.signature().findings())
                        .as(asset.name())
                        .isEmpty());
    }

    /** Keeps what was found, also of jobs whose warehouse has problems. */
    private record Recording(JobInspector inspector) implements JobInspector {

        @Override
        public SortedSet<String> relations(AssetDeclaration asset) {
            return inspector.relations(asset);
        }

        @Override
        public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
            JobSignature signature = inspector.signature(asset, inputs);
            FINDINGS.put(asset.name(), signature.findings());
            return signature;
        }

        @Override
        public void requireComputable(SourceDeclaration source) {
            inspector.requireComputable(source);
        }
    }

    /** Without the jar of the Java job, which is packed later than tests run. */
    private record SqlAlone(JobInspector inspector) implements JobInspector {

        @Override
        public SortedSet<String> relations(AssetDeclaration asset) {
            return inspector.relations(asset);
        }

        @Override
        public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
            return asset.job()
                    .match(
                            sql -> inspector.signature(asset, inputs),
                            java -> new JobSignature(asset.columns(), "f1:0", Map.of(), ""));
        }

        @Override
        public void requireComputable(SourceDeclaration source) {
            inspector.requireComputable(source);
        }
    }
}
