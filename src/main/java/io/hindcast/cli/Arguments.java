package io.hindcast.cli;

import io.hindcast.plan.Request;
import io.hindcast.run.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A command line, understood: values only, nothing looked up. Texts of partitions stay texts, because only the assets know
 * their grains.
 *
 * @param verb the command
 * @param warehouse the warehouse's folder, as typed; the empty path for commands that need none
 * @param subject what the command is about, as {@link Verb#subject} has it; never empty where that is required
 * @param scope which assets and partitions are meant
 * @param conduct how to go about it
 * @param contrast what is held against what
 * @param verifying what is said of it alone
 * @param flags the options without a value that stand there
 */
public record Arguments(
        Verb verb,
        Path warehouse,
        Optional<String> subject,
        Scope scope,
        Conduct conduct,
        Contrast contrast,
        Verifying verifying,
        Set<Option> flags) {

    public Arguments {
        flags = Set.copyOf(flags);
        if (flags.stream().anyMatch(Option::takesValue)) {
            throw new IllegalArgumentException("not all of these are flags: " + flags);
        }
    }

    /** The same with another number of steps at once. */
    Arguments withParallel(int steps) {
        Conduct other = new Conduct(
                OptionalInt.of(steps),
                conduct.out(),
                conduct.patience(),
                conduct.reason(),
                conduct.now(),
                conduct.most(),
                conduct.budget(),
                conduct.of());
        return new Arguments(verb, warehouse, subject, scope, other, contrast, verifying, flags);
    }

    /** Understands what stands after {@code hindcast}; never throws for what a user typed. */
    public static Parsed parse(List<String> words) {
        return ArgumentsParser.parse(words);
    }

    /** Whether an option without a value stands there. */
    public boolean has(Option flag) {
        if (flag.takesValue()) {
            throw new IllegalArgumentException(flag.flag() + " is not a flag: ask for its value");
        }
        return flags.contains(flag);
    }

    /**
     * Which assets and partitions are meant.
     *
     * @param select the terms of all {@code --select}; empty for every asset
     * @param partitions a set in text form; excludes from, until and before
     * @param from the first partition, in any grain
     * @param until the last partition, inclusive, in any grain; excludes before
     * @param before the end, exclusive
     * @param except a set in text form
     * @param mode which standings are planned
     * @param reset assets whose tables may begin anew
     * @param assume what is taken to have happened, in its order
     */
    public record Scope(
            List<String> select,
            Optional<String> partitions,
            Optional<String> from,
            Optional<String> until,
            Optional<Instant> before,
            Optional<String> except,
            Request.Mode mode,
            List<String> reset,
            List<String> assume) {

        public Scope {
            assume = List.copyOf(assume);
            select = List.copyOf(select);
            reset = List.copyOf(reset);
        }
    }

    /**
     * How to go about it.
     *
     * @param parallel how many steps at once, from 1
     * @param out where to write the plan as well
     * @param patience how long to wait for another run that holds the partitions
     * @param reason why, in the user's words
     * @param now the instant to take for the present
     * @param most how many of what there is are shown, from 1
     * @param budget what may be used
     * @param of which steps are meant by {@code parallel}: an asset, or a pool after {@code pool:}
     */
    public record Conduct(
            OptionalInt parallel,
            Optional<Path> out,
            Optional<Duration> patience,
            Optional<String> reason,
            Optional<Instant> now,
            Optional<Integer> most,
            Budget budget,
            Optional<String> of) {}

    /**
     * What is held against what, and how.
     *
     * @param versions of one table
     * @param against another root
     * @param tolerance by how much floating figures may differ, as a share; 0 for not at all
     * @param ignore columns that are left aside
     * @param html where to write a page as well
     */
    public record Contrast(
            Optional<Versions> versions,
            Optional<String> against,
            double tolerance,
            List<String> ignore,
            Optional<Path> html) {

        public Contrast {
            ignore = List.copyOf(ignore);
        }
    }

    /**
     * Two versions of a table.
     *
     * @param after empty for the newest
     */
    public record Versions(long before, Optional<Long> after) {}

    /**
     * How much is verified, and where.
     *
     * @param share of the partitions of each asset, more than 0 and at most 1
     * @param seed of the sample
     * @param into the root of what is built from scratch
     */
    public record Verifying(Optional<Double> share, Optional<Long> seed, Optional<String> into) {}
}
