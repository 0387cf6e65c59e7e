package io.hindcast.trial;

import java.util.List;
import java.util.Optional;

/**
 * What came of a test.
 *
 * @param rows how many rows the job gave
 * @param findings what is not as it should be; none when the test passes
 */
public record TestResult(JobTest test, long rows, List<Finding> findings) {

    public TestResult {
        findings = List.copyOf(findings);
    }

    /** Whether all is as expected. */
    public boolean isPassed() {
        return findings.isEmpty();
    }

    /**
     * One thing that is not as it should be.
     *
     * @param text in words
     * @param difference the rows, where it is about rows
     */
    public record Finding(String text, Optional<RowDifference> difference) {

        /** Without rows. */
        public static Finding of(String text) {
            return new Finding(text, Optional.empty());
        }

        /** With rows. */
        public static Finding of(String text, RowDifference difference) {
            return new Finding(text, Optional.of(difference));
        }
    }
}
