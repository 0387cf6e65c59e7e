package io.hindcast.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogStoresTest {

    @Test
    void kernelIsToldOfTheLogStoresThatSparkIsToldOf() {
        assertThat(LogStores.forKernel(Map.of(
                        "spark.delta.logStore.s3a.impl",
                        "io.delta.storage.S3DynamoDBLogStore",
                        "spark.delta.logStore.class",
                        "org.example.OfAllSchemes",
                        "spark.hadoop.fs.s3a.endpoint",
                        "http://127.0.0.1")))
                .isEqualTo(Map.of("io.delta.kernel.logStore.s3a.impl", "io.delta.storage.S3DynamoDBLogStore"));
    }
}
