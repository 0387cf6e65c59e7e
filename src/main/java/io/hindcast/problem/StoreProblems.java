package io.hindcast.problem;

import java.util.List;

/** What can be wrong with the store that a path names: HC-640 to HC-642. */
public final class StoreProblems {

    /** What Hadoop itself writes to, or with a connector beside it. */
    private static final List<String> SCHEMES = List.of("file", "hdfs", "s3a", "abfs", "abfss", "gs");

    private static final String EXAMPLES =
            "a folder of this machine, or a path of a store, such as hdfs://host/lake/shop,"
                    + " s3a://bucket/shop or abfs://container@account/shop";

    private StoreProblems() {}

    /** HC-640: a scheme for which there is no file system. */
    public static Problem unknownStore(String uri, String scheme) {
        String bucket = uri.replaceFirst("^[^:]*:", "");
        return of(
                "HC-640",
                "no table can lie at " + uri,
                "Hadoop has no file system for " + scheme + ":",
                Suggestion.nearest(scheme, SCHEMES)
                        .map(near -> "did you mean " + near + ":" + bucket + "?")
                        .orElse("write " + EXAMPLES));
    }

    /** HC-641: a store that can be read only. */
    public static Problem storeNotWritable(String uri, String scheme) {
        return of(
                "HC-641",
                "no table can lie at " + uri,
                scheme + ": can be read by Hadoop, and neither listed nor written",
                "write " + EXAMPLES);
    }

    /**
     * HC-642: a store whose connector is not there.
     *
     * @param connector the artifact that has it
     */
    public static Problem connectorMissing(String uri, String scheme, String connector) {
        return of(
                "HC-642",
                "the store of " + uri + " cannot be reached",
                "Hadoop reaches " + scheme + ": by " + connector + ", which is not on the class path",
                "add it at the end of the command: --spark --packages " + connector
                        + "; or put its jars beside those of the Spark in SPARK_HOME");
    }

    private static Problem of(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }
}
