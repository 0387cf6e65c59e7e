package io.hindcast.asset;

import java.util.Map;
import java.util.SortedSet;

/** What only Spark can tell of a job. Errors of the job are problems that name file and line. */
public interface JobInspector {

    /** The names of the relations that the job reads: sources, assets, {@code self}; not {@code partitions}. */
    SortedSet<String> relations(AssetDeclaration asset);

    /**
     * The job's columns and fingerprints.
     *
     * @param inputs each relation that the job may read, by name
     */
    JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs);
}
