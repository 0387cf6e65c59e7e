package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.SchemaChange;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.LedgerView;
import io.hindcast.ledger.StateReader;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.BrokenSeal;
import io.hindcast.plan.Consequences;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.plan.PlanJson;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.plan.SealCheck;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import io.hindcast.spark.GrainFit;
import io.hindcast.spark.PlaceFit;
import io.hindcast.spark.TableFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of a warehouse at one moment, and the plans that follow from it.
 *
 * @param ledger as it stood
 * @param reading what follows from it and from the tables
 * @param spared partitions of assets that are not rebuilt by force
 */
record Planning(Workspace workspace, LedgerView ledger, StateReader.Reading reading, Map<String, PartitionSet> spared) {

    static Planning read(Workspace workspace) {
        return read(workspace, Map.of());
    }

    /** The same for a command that may do no more than look: what it found out is there for the next one. */
    static Planning look(Workspace workspace) {
        Planning planning = read(workspace);
        workspace.leaveBehind(planning.reading());
        return planning;
    }

    /** What is known now, with all that happened to its sources since a plan was made. */
    Planning since(Plan plan) {
        return read(workspace, plan.sealed().sources());
    }

    private static Planning read(Workspace workspace, Map<String, Long> since) {
        LedgerView ledger = workspace.ledger().view();
        StateReader.Reading reading = workspace.read(ledger, since);
        return new Planning(workspace, ledger, reading, Map.of());
    }

    /** The same, but these partitions of assets are not rebuilt by force. */
    Planning sparing(Map<String, PartitionSet> partitions) {
        return new Planning(workspace, ledger, reading, partitions);
    }

    /** What is known of every source and asset. */
    WarehouseState state() {
        return reading.state();
    }

    /** What the tables told beyond the ledger. */
    List<Entry> recovered() {
        return reading.recovered();
    }

    /** The ledger, whole, with what the tables told beyond it. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(ledger.entries());
        entries.addAll(recovered());
        return entries;
    }

    /** The plan for a request, with the landing files that a run would load first. */
    Plan plan(Arguments arguments, Request request, List<LandingFile> stage) {
        List<String> reset = arguments.scope().reset();
        reset.forEach(this::requireResettable);
        return plan(
                request,
                reset,
                arguments.conduct().now().orElse(workspace.clock().instant()),
                workspace.settings().parallel(arguments),
                stage);
    }

    private Plan plan(Request request, List<String> reset, Instant now, int parallel, List<LandingFile> stage) {
        Planner planner =
                new Planner(workspace.warehouse(), state().withEmptied(reset), BatchPolicy.forParallel(parallel));
        return planner.sparing(spared)
                .with(workspace.settings().means(parallel))
                .plan(
                        Ids.plan(workspace.clock().instant()),
                        request,
                        now,
                        stage.stream().map(LandingFile::name).toList())
                .resetting(reset);
    }

    /** The plan, refused when it would write a table that must begin anew first and was not told to. */
    Plan writablePlan(Arguments arguments, Request request, List<LandingFile> stage) {
        return writable(plan(arguments, request, stage));
    }

    /**
     * What the request of a plan gives as things are now; empty for a plan that does not tell what was asked for. A table
     * that fits its job by now need not begin anew any more.
     *
     * @param now the moment that it speaks of
     */
    Optional<Plan> again(Plan plan, Instant now, int parallel, List<LandingFile> stage) {
        List<String> reset = plan.reset().stream().filter(this::isResettable).toList();
        return plan.asked().map(request -> plan(request, reset, now, parallel, stage));
    }

    Plan writable(Plan plan) {
        Set<String> looked = new TreeSet<>(plan.assets());
        // A table of others that does not fit has no partitions of its own to write: it would be left out unheard.
        plan.leftOut().forEach((asset, sets) -> {
            if (!sets.getOrDefault(LeftOut.FOREIGN, PartitionSet.empty(partitioning(asset)))
                    .isEmpty()) {
                looked.add(asset);
            }
        });
        requireFitting(looked, plan.reset());
        return plan;
    }

    private Partitioning partitioning(String asset) {
        return workspace.warehouse().asset(asset).orElseThrow().partitioning();
    }

    /** Only a table that no longer fits can begin anew: one that fits is rebuilt by force. */
    private void requireResettable(String name) {
        Asset asset = workspace
                .warehouse()
                .asset(name)
                .orElseThrow(() -> Problems.raise(PlanningProblems.unknownSelection(
                        name,
                        workspace.warehouse().assets().stream().map(Asset::name).toList())));
        if (!isResettable(asset.name())) {
            throw Problems.raise(PlanningProblems.nothingToReset(name));
        }
    }

    private boolean isResettable(String name) {
        return workspace
                .warehouse()
                .asset(name)
                .filter(asset -> TableFit.change(asset, state().asset(name).table()) instanceof SchemaChange.BeginAnew)
                .isPresent();
    }

    /**
     * A table that no longer fits its job begins anew only when it is told to.
     *
     * @param written assets whose tables are written
     * @param reset assets of which it is told
     */
    void requireFitting(Collection<String> written, Collection<String> reset) {
        List<Asset> assets = workspace.warehouse().assets().stream()
                .filter(asset -> written.contains(asset.name()))
                .toList();
        TableFit.require(assets, reset, asset -> state().asset(asset.name()).table());
        PlaceFit.require(assets, asset -> state().asset(asset.name()).table(), workspace.tables()::taken);
        requireSameGrain(
                assets.stream().filter(asset -> !reset.contains(asset.name())).toList());
    }

    /** Of a table that we have built the partitions are known. */
    void requireSameGrain(Collection<Asset> assets) {
        GrainFit.require(
                assets.stream()
                        .filter(asset -> state().asset(asset.name()).builds().isEmpty())
                        .toList(),
                asset -> state().asset(asset.name()).table(),
                workspace.tables()::partitionValues);
    }

    /** What moved since a plan was made, and what that concerns; none when it holds. */
    List<BrokenSeal> broken(Plan plan, String run) {
        return new SealCheck(workspace.warehouse(), state()).broken(plan, run);
    }

    /** Keeps a plan beside the tables, and in a file of the user's when one is named. */
    void save(Plan plan, Optional<Path> out) {
        workspace.files().write(fileOf(plan.id()), PlanJson.lines(plan, Consequences.of(plan, state())));
        out.ifPresent(path -> write(plan, path));
    }

    /** Writes a plan to a file of the user's. */
    void write(Plan plan, Path path) {
        try {
            Files.writeString(path, PlanJson.lines(plan, Consequences.of(plan, state())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plan to " + path, e);
        }
    }

    /** A saved plan, by its id or as a file. */
    Plan load(String name) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            try {
                return PlanJson.parse(name, Files.readString(file), workspace.warehouse());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the plan " + name, e);
            }
        }
        String text = workspace
                .files()
                .read(fileOf(name))
                .orElseThrow(() -> Problems.raise(
                        LedgerProblems.planGone(name, workspace.files().path("plans"))));
        return PlanJson.parse(name, text, workspace.warehouse());
    }

    private static String fileOf(String plan) {
        return "plans/" + plan + ".json";
    }
}
