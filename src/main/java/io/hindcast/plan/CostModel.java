package io.hindcast.plan;

import io.hindcast.ledger.Effort;
import java.util.List;

/**
 * How long a step takes: some seconds whatever it does, and some for each partition, row and byte. Learned from the steps
 * that were, beginning with what is usual: the fewer there were, the nearer it stays to that, and the wider it errs. Steps
 * that took quite another time than the others count less.
 *
 * <p>The method is a linear regression, whose noise grows with the time itself, with a prior of heavy tails (Cauchy) on
 * each rate. Rates are not negative. Residuals beyond {@link #HUBER} standard deviations are weighed down (Huber), and a step counts half as much
 * as one {@link #HALF_LIFE} steps later.
 */
final class CostModel {

    /** Seconds per step, per partition, per million rows, per gigabyte: of a small machine, from its disk. */
    private static final double[] USUAL = {1.5, 0.03, 1.0, 20.0};

    /** As a share of the rates: it may as well be several times as much. */
    private static final double USUAL_ERROR = 1.5;

    /** The same of rates that the other assets of a warehouse tell. */
    private static final double NEIGHBOURS_ERROR = 1.0;

    /** How much one step differs from the next of the same work, as a share; believed as firmly as so many steps say. */
    private static final double NOISE = 0.35;

    private static final double NOISE_WEIGHT = 3;

    /** How far off everything may be before the first step, as a share. */
    private static final double DOUBT = 1.2;

    private static final double HUBER = 1.5;
    private static final double HALF_LIFE = 40;
    private static final int ROUNDS = 12;
    private static final int MOST = 200;

    /** Shorter than this nothing is measured well. */
    private static final double SHORTEST = 0.1;

    /** Nine of ten lie within so many standard deviations. */
    private static final double NINE_OF_TEN = 1.645;

    private final double[] rates;
    private final double[][] covariance;
    private final double noise;
    /** From how many steps it was learned. */
    private final int steps;

    private CostModel(double[] rates, double[][] covariance, double noise, int steps) {
        this.rates = rates;
        this.covariance = covariance;
        this.noise = noise;
        this.steps = steps;
    }

    /** What is usual, of which nothing is learned yet. */
    static CostModel usual() {
        return learned(new Prior(USUAL, USUAL_ERROR), List.of(), Double.POSITIVE_INFINITY);
    }

    /**
     * Learned from the steps of some assets together, to begin with for each of them.
     *
     * @param efforts in any order: none counts for older than another
     */
    static CostModel ofNeighbours(List<Effort> efforts) {
        return learned(new Prior(USUAL, USUAL_ERROR), efforts, Double.POSITIVE_INFINITY);
    }

    /**
     * Learned from the steps of one asset.
     *
     * @param neighbours what the others tell
     * @param efforts oldest first
     */
    static CostModel of(CostModel neighbours, List<Effort> efforts) {
        double[] rates = new double[USUAL.length];
        for (int i = 0; i < rates.length; i++) {
            // A rate of nothing could never be unlearned.
            rates[i] = Math.max(neighbours.rates[i], USUAL[i] / 20);
        }
        return learned(new Prior(rates, neighbours.steps > 0 ? NEIGHBOURS_ERROR : USUAL_ERROR), efforts, HALF_LIFE);
    }

    /** Rates to begin with, and how far off they may be, as a share. */
    private static final class Prior {

        private final double[] rates;
        private final double error;

        Prior(double[] rates, double error) {
            this.rates = rates;
            this.error = error;
        }

        /** Less where the rate is known to lie elsewhere: what is usual is a hint and holds nobody back. */
        double precision(int rate, double known) {
            double deviation = rates[rate] * error;
            double far = (known - rates[rate]) / deviation;
            return 1 / (deviation * deviation * (1 + far * far));
        }
    }

    private static CostModel learned(Prior prior, List<Effort> efforts, double halfLife) {
        List<Effort> told =
                efforts.stream().filter(effort -> effort.seconds().isPresent()).toList();
        List<Effort> last = told.subList(Math.max(0, told.size() - MOST), told.size());
        double[] weights = new double[last.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.pow(0.5, (weights.length - 1 - i) / halfLife);
        }
        double[] robust = weights.clone();
        double[] rates = prior.rates.clone();
        double noise = NOISE;
        double[][] precision = {};
        for (int round = 0; round < ROUNDS; round++) {
            Equations equations = Equations.of(prior, last, robust, rates, noise);
            precision = equations.precision;
            rates = equations.notNegative(rates);
            noise = judged(last, weights, robust, rates, noise);
        }
        return new CostModel(rates, Matrices.inverse(precision), noise, last.size());
    }

    /**
     * How much steps differ from what the rates say, as a share.
     *
     * @param weights of the steps by their age
     * @param robust the same, and less for what lies far off: set anew
     */
    private static double judged(
            List<Effort> efforts, double[] weights, double[] robust, double[] rates, double noise) {
        double squares = NOISE_WEIGHT * NOISE * NOISE;
        double count = NOISE_WEIGHT;
        for (int i = 0; i < robust.length; i++) {
            Effort effort = efforts.get(i);
            double likely = Math.max(SHORTEST, times(rates, Workload.of(effort).factors()));
            double off = (effort.seconds().orElseThrow() - likely) / likely;
            double far = Math.abs(off) / noise;
            robust[i] = weights[i] * (far <= HUBER ? 1 : HUBER / far);
            squares += weights[i] * Math.pow(Math.min(far, HUBER) * noise, 2);
            count += weights[i];
        }
        return Math.sqrt(squares / count);
    }

    /** Symmetric linear equations whose solution is the most likely rates. */
    private static final class Equations {

        private final double[][] precision;
        private final double[] sums;

        private Equations(double[][] precision, double[] sums) {
            this.precision = precision;
            this.sums = sums;
        }

        static Equations of(Prior prior, List<Effort> efforts, double[] weights, double[] rates, double noise) {
            int size = rates.length;
            double[][] precision = new double[size][size];
            double[] sums = new double[size];
            for (int i = 0; i < size; i++) {
                precision[i][i] = prior.precision(i, rates[i]);
                sums[i] = precision[i][i] * prior.rates[i];
            }
            for (int e = 0; e < weights.length; e++) {
                double[] factors = Workload.of(efforts.get(e)).factors();
                double deviation = noise * Math.max(SHORTEST, times(rates, factors));
                double weight = weights[e] / (deviation * deviation);
                for (int i = 0; i < size; i++) {
                    sums[i] += weight * factors[i] * efforts.get(e).seconds().orElseThrow();
                    for (int j = 0; j < size; j++) {
                        precision[i][j] += weight * factors[i] * factors[j];
                    }
                }
            }
            return new Equations(precision, sums);
        }

        /** Solved rate by rate, each as well as the others allow and not below nothing. */
        double[] notNegative(double[] begin) {
            double[] rates = begin.clone();
            double moved = 1;
            for (int sweep = 0; sweep < 500 && moved > 1e-9; sweep++) {
                moved = 0;
                for (int i = 0; i < rates.length; i++) {
                    double rest = sums[i] - times(precision[i], rates) + precision[i][i] * rates[i];
                    double next = Math.max(0, rest / precision[i][i]);
                    moved = Math.max(moved, Math.abs(next - rates[i]) / (next + 1e-9));
                    rates[i] = next;
                }
            }
            return rates;
        }
    }

    private static double times(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** How long a step takes that does this. */
    Spread seconds(Workload work) {
        double[] factors = work.factors();
        double likely = Math.max(SHORTEST, times(rates, factors));
        double doubt = DOUBT / (1 + steps);
        double variance = (noise * noise + doubt * doubt) * likely * likely;
        for (int i = 0; i < factors.length; i++) {
            variance += factors[i] * times(covariance[i], factors);
        }
        return Spread.within(likely, Math.exp(NINE_OF_TEN * Math.sqrt(variance) / likely));
    }

    /** How many partitions a step may have to take this long, where each brings as much as all do on average. */
    double partitionsWithin(double seconds, Workload each) {
        double[] factors = each.factors();
        double perPartition = times(rates, factors) - rates[0];
        return Math.max(1, (seconds - rates[0]) / Math.max(1e-9, perPartition));
    }
}
