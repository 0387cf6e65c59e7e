package io.hindcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.csv.CSVOptions$;
import org.apache.spark.sql.catalyst.json.JSONOptions$;
import org.apache.spark.sql.execution.datasources.orc.OrcOptions$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOptions$;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The room itself knows nothing of Spark: here its list is held against Spark's own. */
@Tag("spark")
class LandingOptionsTest {

    @Test
    void everyOptionIsOneThatSparkKnows() {
        assertThat(LandingOptions.OF_FORMATS).containsOnlyKeys("csv", "json", "parquet", "orc");
        assertThat(LandingOptions.OF_FORMATS.get("csv")).allMatch(CSVOptions$.MODULE$::isValidOption);
        assertThat(LandingOptions.OF_FORMATS.get("json")).allMatch(JSONOptions$.MODULE$::isValidOption);
        assertThat(LandingOptions.OF_FORMATS.get("parquet")).allMatch(ParquetOptions$.MODULE$::isValidOption);
        assertThat(LandingOptions.OF_FORMATS.get("orc")).allMatch(OrcOptions$.MODULE$::isValidOption);
        assertThat(CSVOptions$.MODULE$.isValidOption("headr")).isFalse();
    }
}
