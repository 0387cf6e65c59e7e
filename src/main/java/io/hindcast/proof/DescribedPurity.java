package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Purity;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.run.Attempt;
import io.hindcast.run.Failure;
import io.hindcast.spark.PurityLook;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.StepScrutiny;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Lets no Java job write rows whose plan, which is known only when it runs, is no pure function of the inputs. */
public final class DescribedPurity implements StepScrutiny {

    private final PurityLook look;

    /** Judges what a look finds. */
    public DescribedPurity(PurityLook look) {
        this.look = look;
    }

    @Override
    public Optional<Failure> refusal(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> impurity(Attempt attempt, LogicalPlan analysed) {
        Asset asset = attempt.asset();
        return asset.declaration().job() instanceof JavaJob job
                ? new Purity(asset.declaration(), look.ofRows(job, analysed))
                        .errors().stream().findFirst().map(problem -> Failure.of(Failure.Kind.PERMANENT, problem))
                : Optional.empty();
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt, Map<String, InputRead> inputs, Written written, Recomputation recomputation) {
        return Optional.empty();
    }
}
