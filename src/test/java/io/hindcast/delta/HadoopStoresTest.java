package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.hindcast.problem.Problem;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopStoresTest {

    private final Configuration hadoop = LocalDisk.hadoop();

    @ParameterizedTest
    @ValueSource(strings = {"/data/lake", "relative/lake", "file:/data/lake", "file:///data", "hdfs://name:8020/lake"})
    void tablesCanLieHere(String path) {
        assertThat(HadoopStores.refusal(hadoop, path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/lake, HC-641",
        "HTTP://host/lake,  HC-641",
        "s3://bucket/lake,  HC-640",
        "lakefs://lake/x,   HC-640",
        "s3a://bucket/lake, HC-642",
        "gs://bucket/lake,  HC-642",
        "abfs://c@a/lake,   HC-642",
    })
    void tablesCannotLieThere(String path, String code) {
        assertThat(HadoopStores.refusal(hadoop, path).map(Problem::code)).hasValue(code);
    }

    @Test
    void aStoreThatTheOperatorNamesAClassForIsThere() {
        hadoop.set("fs.lakefs.impl", LocalDisk.class.getName());

        assertThat(HadoopStores.refusal(hadoop, "lakefs://lake/x")).isEmpty();
    }

    @Test
    void theConnectorIsThatOfTheHadoopThatIsThere() {
        Optional<Problem> problem = HadoopStores.refusal(hadoop, "s3a://bucket/lake");

        assertThat(problem.orElseThrow().wayOut())
                .matches(
                        "add it at the end of the command: --spark --packages org.apache.hadoop:hadoop-aws:3\\.[\\d.]+; .+");
    }
}
