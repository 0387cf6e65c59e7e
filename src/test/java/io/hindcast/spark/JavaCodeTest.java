package io.hindcast.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.asset.Job.JavaJob;
import io.hindcast.problem.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java job is made of: the byte code and the resources that it reaches in the user's jars. */
class JavaCodeTest {

    private static final String JOB = """
            package a;
            public class Job {
                public int rows(int n) {
                    int twice = Middle.twice(n);
                    return twice + (Job.class.getResourceAsStream("rates.csv") == null ? 0 : 1);
                }
            }
            """;

    private static final String MIDDLE = """
            package a;
            class Middle {
                static int twice(int n) {
                    try {
                        return Far.value(n) + (int) Class.forName("a.Named").getField("VALUE").get(null);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private static final String FAR = "package a; class Far { static int value(int n) { return n * 17; } }";
    private static final String NAMED = "package a; public class Named { public static final int VALUE = 3; }";
    private static final String OTHER = "package a; class Other { int value = 5; }";
    private static final String RATES = "EUR,1.1";

    @TempDir
    Path base;

    private int compiled;

    private SortedMap<String, String> code(String debug, String rates, String... sources) throws IOException {
        Path folder = base.resolve("jar" + compiled++);
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/rates.csv"), rates);
        List<String> words = new ArrayList<>(List.of(debug, "-nowarn", "-d", folder.toString()));
        for (int i = 0; i < sources.length; i++) {
            Path file = folder.resolve(Files.createDirectories(folder.resolve("s" + i)))
                    .resolve(sources[i].replaceAll("(?s).*?class (\\w+).*", "$1") + ".java");
            Files.writeString(file, sources[i]);
            words.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        return code(folder);
    }

    private static SortedMap<String, String> code(Path folder) {
        return new JarJobs(List.of(folder.toString())).code(new JavaJob("a.Job", Map.of(), Place.of("job.yaml", 1)));
    }

    private SortedMap<String, String> asItIs() throws IOException {
        return code("-g", RATES, JOB, MIDDLE, FAR, NAMED, OTHER);
    }

    @Test
    void itReachesWhatItCallsLoadsByNameAndReads() throws IOException {
        assertThat(asItIs()).containsOnlyKeys("a/Job", "a/Middle", "a/Far", "a/Named", "/a/rates.csv");
    }

    @Tag("long")
    @Test
    void compiledAgainOrWithoutDebugInformationOrOnOtherLinesItIsTheSame() throws IOException {
        assertThat(asItIs()).isEqualTo(asItIs());
        assertThat(code("-g:none", RATES, JOB, MIDDLE, FAR, NAMED, OTHER)).isEqualTo(asItIs());
        assertThat(code(
                        "-g",
                        RATES,
                        "// moved\n\n\n"
                                + JOB.replace("int twice =", "\n\n int thrice =")
                                        .replace("return twice", "return /* so */ thrice"),
                        MIDDLE,
                        FAR,
                        NAMED,
                        OTHER))
                .isEqualTo(asItIs());
    }

    @Tag("long")
    @Test
    void aConstantTwoCallsAwayMakesItAnother() throws IOException {
        assertThat(code("-g", RATES, JOB, MIDDLE, FAR.replace("17", "18"), NAMED, OTHER))
                .isNotEqualTo(asItIs());
        assertThat(code("-g", RATES, JOB, MIDDLE, FAR, NAMED.replace("3", "4"), OTHER))
                .isNotEqualTo(asItIs());
        assertThat(code("-g", "EUR,1.2", JOB, MIDDLE, FAR, NAMED, OTHER)).isNotEqualTo(asItIs());
    }

    @Tag("long")
    @Test
    void whatItDoesNotReachIsNoPartOfIt() throws IOException {
        assertThat(code("-g", RATES, JOB, MIDDLE, FAR, NAMED, OTHER.replace("5", "6")))
                .isEqualTo(asItIs());
    }

    /** The class file is kept, for another compiler may write another one. */
    @Test
    void theHashOfOneClassFileIsTheSameOnEveryLaneOfSpark() throws IOException {
        Path kept = Path.of(System.getProperty("hindcast.home", "."))
                .resolve("src/test/resources/golden/fingerprints/a-job.class.base64");
        Files.createDirectories(base.resolve("kept/a"));
        Files.write(
                base.resolve("kept/a/Job.class"),
                Base64.getMimeDecoder().decode(Files.readString(kept, StandardCharsets.US_ASCII)));

        assertThat(code(base.resolve("kept"))).containsExactly(Map.entry("a/Job", "d4464f5e73cbfac2b5fffc39790eb00d"));
    }
}
