package io.hindcast.delta;

import io.hindcast.problem.Problem;
import io.hindcast.problem.StoreProblems;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;

/** Which stores this process can keep tables in. Connects to none. */
public final class HadoopStores {

    /** Hadoop has file systems for these that open a file and do nothing else. */
    private static final Set<String> READ_ONLY = Set.of("http", "https", "har");

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+):/");

    private static final Map<String, String> CONNECTORS = Map.of(
            "s3a", "org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion(),
            "abfs", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
            "abfss", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion(),
            "gs", "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26");

    private HadoopStores() {}

    /** Why no table can lie at a path; nothing where one can, as on the local disk. */
    public static Optional<Problem> refusal(Configuration hadoop, String uri) {
        Matcher scheme = SCHEME.matcher(uri);
        return scheme.find() ? refusal(hadoop, uri, scheme.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static Optional<Problem> refusal(Configuration hadoop, String uri, String scheme) {
        if (READ_ONLY.contains(scheme)) {
            return Optional.of(StoreProblems.storeNotWritable(uri, scheme));
        }
        try {
            FileSystem.getFileSystemClass(scheme, hadoop);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // No such scheme, or one whose class is not there: Hadoop wraps the latter.
            return Optional.of(Optional.ofNullable(CONNECTORS.get(scheme))
                    .map(connector -> StoreProblems.connectorMissing(uri, scheme, connector))
                    .orElseGet(() -> StoreProblems.unknownStore(uri, scheme)));
        }
    }
}
