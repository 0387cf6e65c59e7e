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

    /**
     * Looks at the expressions by which staging computes partition columns of a source.
     *
     * @throws io.hindcast.problem.ProblemException when one cannot be computed from the columns of the files, or does not
     *     give what the partition needs
     */
    void requireComputable(SourceDeclaration source);
}
