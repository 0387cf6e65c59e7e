package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.Purity;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.problem.Problem;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.Warning;
import io.hindcast.spark.JobPlan;
import io.hindcast.spark.PurityLook;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.RowsCheck;
import io.hindcast.spark.StepScrutiny;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Lets no Java job write rows whose plan, which is known only when it runs, is no pure function of the inputs. */
public final class DescribedPurity implements StepScrutiny, RowsCheck {

    private final PurityLook look;
    /** By asset: every step of one has the same. */
    private final Map<String, Set<Warning>> warnings = new TreeMap<>();

    /** Judges what a look finds. */
    public DescribedPurity(PurityLook look) {
        this.look = look;
    }

    @Override
    public Optional<Failure> refusal(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> impurity(
            Attempt attempt, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs) {
        return Optional.of(problems(attempt.asset(), analysed, inputs))
                .filter(errors -> !errors.isEmpty())
                .map(errors -> Failure.of(Failure.Kind.PERMANENT, errors));
    }

    @Override
    public List<Problem> problems(Asset asset, LogicalPlan analysed, Function<LogicalPlan, Optional<JobInput>> inputs) {
        // A SELECT was looked at when its warehouse was opened.
        if (!(asset.declaration().job() instanceof JavaJob job)) {
            return List.of();
        }
        Purity purity = new Purity(asset.declaration(), look.ofRows(job, analysed, inputs));
        remember(asset.name(), purity.warnings());
        return purity.errors();
    }

    private synchronized void remember(String asset, List<Problem> problems) {
        problems.forEach(problem ->
                warnings.computeIfAbsent(asset, name -> new LinkedHashSet<>()).add(Warning.of(asset, problem)));
    }

    /** What may keep rows from coming out the same again, by asset, each once. */
    public synchronized List<Warning> warnings() {
        return warnings.values().stream().flatMap(Set::stream).toList();
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt,
            JobPlan plan,
            Map<String, InputRead> inputs,
            Written written,
            Recomputation recomputation) {
        return Optional.empty();
    }
}
