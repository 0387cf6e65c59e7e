package io.hindcast.cli;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.JobInspector;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.problem.ProblemException;
import java.util.Map;
import java.util.SortedSet;

/**
 * Tells of the jobs of a commit. A class that is not found in the jars that are there was renamed or removed since: of it
 * the declaration tells the columns, and its code is another than any.
 */
record CommittedJobs(JobInspector jobs) implements JobInspector {

    /** The fingerprint of code that nobody has seen. */
    static final String UNSEEN = "unseen";

    @Override
    public SortedSet<String> relations(AssetDeclaration asset) {
        return jobs.relations(asset);
    }

    @Override
    public JobSignature signature(AssetDeclaration asset, Map<String, JobInput> inputs) {
        boolean isJava =
                asset.job().match(sql -> false, java -> !asset.columns().isEmpty());
        try {
            return jobs.signature(asset, inputs);
        } catch (ProblemException e) {
            if (isJava) {
                return new JobSignature(asset.columns(), UNSEEN, Map.of(), "{}");
            }
            throw e;
        }
    }

    @Override
    public void requireComputable(SourceDeclaration source) {
        jobs.requireComputable(source);
    }
}
