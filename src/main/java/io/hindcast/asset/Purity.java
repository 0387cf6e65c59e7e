package io.hindcast.asset;

import io.hindcast.asset.PurityRule.Severity;
import io.hindcast.problem.Problem;
import io.hindcast.problem.PurityProblems;
import java.util.List;
import java.util.Optional;

/**
 * How far the job of an asset is a pure function of its inputs: what was found, held against what its author allows.
 *
 * @param findings all of them, in the order of the job's text
 */
public record Purity(AssetDeclaration asset, List<Finding> findings) {

    public Purity {
        findings = List.copyOf(findings);
    }

    /** Why a finding is allowed, as the author said. */
    public Optional<String> reason(Finding finding) {
        return Optional.ofNullable(asset.allows().get(finding.rule()));
    }

    /** What nothing runs with. */
    public List<Problem> errors() {
        return problems(Severity.ERROR);
    }

    /** What is shown, and runs. */
    public List<Problem> warnings() {
        return problems(Severity.WARNING);
    }

    private List<Problem> problems(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.rule().severity() == severity)
                .filter(finding -> reason(finding).isEmpty())
                .map(Finding::problem)
                .toList();
    }

    /** What the author allows. */
    public List<Finding> allowed() {
        return findings.stream().filter(finding -> reason(finding).isPresent()).toList();
    }

    /** Allowances of what is not there; of a Java job only those that no look at its plan, when it runs, can need. */
    public List<Problem> idle() {
        return asset.allows().keySet().stream()
                .filter(rule -> !(asset.job() instanceof Job.JavaJob) || PurityRule.OF_CODE.contains(rule))
                .filter(rule -> findings.stream().noneMatch(finding -> finding.rule() == rule))
                .map(rule -> PurityProblems.allowsNothing(asset.name(), rule.word())
                        .at(asset.places().of("allows." + rule.word())))
                .toList();
    }
}
