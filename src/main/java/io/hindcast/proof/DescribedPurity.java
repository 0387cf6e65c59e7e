package io.hindcast.proof;

import io.hindcast.asset.AssetDeclaration;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.Purity;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.problem.Problem;
import io.hindcast.run.Attempt;
import io.hindcast.run.Failure;
import io.hindcast.spark.PurityLook;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.StepScrutiny;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets no Java job write rows whose plan, which is known only when it runs, is no pure function of the inputs. */
public final class DescribedPurity implements StepScrutiny {

    private static final Logger LOG = LoggerFactory.getLogger(DescribedPurity.class);

    private final PurityLook look;
    /** Warnings that were given: every step of an asset has the same. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
        AssetDeclaration asset = attempt.asset().declaration();
        if (!(asset.job() instanceof JavaJob job)) {
            return Optional.empty();
        }
        Purity purity = new Purity(asset, look.ofRows(job, analysed, inputs));
        purity.warnings().stream()
                .map(Problem::toString)
                .filter(told::add)
                .forEach(warning ->
                        LOG.warn("the rows of {} may not come out the same again: {}", asset.name(), warning));
        return Optional.of(purity.errors())
                .filter(errors -> !errors.isEmpty())
                .map(errors -> Failure.of(Failure.Kind.PERMANENT, errors));
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt, Map<String, InputRead> inputs, Written written, Recomputation recomputation) {
        return Optional.empty();
    }
}
