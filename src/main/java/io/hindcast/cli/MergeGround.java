package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.JobParts;
import io.hindcast.asset.JobSignature;
import io.hindcast.asset.Warehouse;
import io.hindcast.config.ConfiguredWarehouse;
import io.hindcast.delta.SchemaChange;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Dimension;
import io.hindcast.plan.AssumedState;
import io.hindcast.plan.Assumption;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.MergeImpact;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.problem.ProblemException;
import io.hindcast.report.MergeStory;
import io.hindcast.spark.TableFit;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the plans are made from that are compared when declarations are.
 *
 * @param workspace of the declarations that come
 * @param recoded Java jobs whose code is known to be another, and nothing more of it
 * @param now the moment that is spoken of
 */
record MergeGround(Workspace workspace, Set<String> recoded, Instant now) {

    /** It is no plan that is kept, so it has no name of its own. */
    private static final String ID = "p-compared";

    /**
     * One set of declarations and what is known of its tables.
     *
     * @param anew assets whose tables do not fit their jobs, and begin anew
     */
    record Side(Warehouse warehouse, WarehouseState state, List<String> anew) {

        MergeImpact.Side planned(BatchPolicy batches, Instant now) {
            WarehouseState left = state.withEmptied(anew);
            Plan plan = new Planner(warehouse, left, batches)
                    .plan(ID, Request.everything(), now, List.of())
                    .resetting(anew);
            return new MergeImpact.Side(warehouse, left, plan);
        }
    }

    /** Both of them. */
    record Sides(Side before, Side after, MergeStory.Basis basis) {}

    /**
     * From the tables and the ledger, where they can be read and anything was built.
     *
     * @param configured the declarations before
     * @param before what they come to
     */
    Sides sides(ConfiguredWarehouse configured, Warehouse before) {
        try {
            WarehouseState known = Planning.read(workspace).state();
            WarehouseState then =
                    Planning.read(workspace.declaredAs(configured, before)).state();
            if (isNothingBuilt(known) && isNothingBuilt(then)) {
                return assumed(
                        before, "nothing is built at " + before.declaration().root());
            }
            return standing(before, then, known);
        } catch (UncheckedIOException e) {
            return assumed(before, "the tables cannot be read: " + e.getMessage());
        } catch (ProblemException e) {
            return assumed(
                    before, "the tables cannot be read: " + e.problems().get(0).what());
        }
    }

    private static boolean isNothingBuilt(WarehouseState state) {
        return state.assets().values().stream().allMatch(asset -> asset.table().isEmpty());
    }

    private Sides standing(Warehouse before, WarehouseState then, WarehouseState known) {
        // What the tables were built by is taken for the code of the commit, which nobody has seen.
        Warehouse believed = before.with(asset ->
                recoded.contains(asset.name()) ? signed(asset, fingerprints(then.asset(asset.name()))) : asset);
        List<Assumption> code = recoded.stream()
                .map(name -> new Assumption(Assumption.Kind.CODE, name, ""))
                .toList();
        WarehouseState recodedNow = new AssumedState(workspace.warehouse(), now).with(() -> known, code);
        return new Sides(
                new Side(believed, then, anew(believed, tables(then))),
                new Side(workspace.warehouse(), recodedNow, anew(workspace.warehouse(), tables(known))),
                MergeStory.Basis.standings());
    }

    /** As if the declarations before had built everything. */
    Sides assumed(Warehouse before, String why) {
        Warehouse believed = before.with(asset -> recoded.contains(asset.name()) ? signed(asset, Set.of()) : asset);
        Map<String, TableState> tables =
                believed.assets().stream().collect(Collectors.toMap(Asset::name, MergeGround::imagined));
        List<String> anew = anew(workspace.warehouse(), tables);
        return new Sides(
                new Side(believed, new AssumedState(believed, now).fresh(), List.of()),
                new Side(
                        workspace.warehouse(),
                        new AssumedState(workspace.warehouse(), now).builtBy(believed, anew),
                        anew),
                MergeStory.Basis.assumed(why));
    }

    /** The table that a job would have made. */
    private static TableState imagined(Asset asset) {
        return new TableState(
                0,
                asset.name(),
                asset.signature().columns(),
                asset.partitioning().dimensions().stream()
                        .map(Dimension::column)
                        .toList(),
                1,
                Map.of());
    }

    private static Map<String, TableState> tables(WarehouseState state) {
        return state.assets().entrySet().stream()
                .filter(asset -> asset.getValue().table().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, asset -> asset.getValue().table().orElseThrow()));
    }

    private static List<String> anew(Warehouse warehouse, Map<String, TableState> tables) {
        return warehouse.assets().stream()
                .filter(asset -> TableFit.change(asset, Optional.ofNullable(tables.get(asset.name())))
                        instanceof SchemaChange.BeginAnew)
                .map(Asset::name)
                .toList();
    }

    private static Set<String> fingerprints(AssetState state) {
        Set<String> fingerprints = new HashSet<>();
        state.builds().groups().keySet().stream().map(Build::fingerprint).forEach(fingerprints::add);
        return fingerprints;
    }

    /** The same asset by code that nobody has seen, and that was recorded so. */
    private static Asset signed(Asset asset, Set<String> recorded) {
        JobSignature known = asset.signature();
        return new Asset(
                asset.declaration(),
                asset.partitioning(),
                asset.inputs(),
                asset.self(),
                new JobSignature(
                        known.columns(),
                        CommittedJobs.UNSEEN,
                        recorded,
                        JobParts.unknown(Map.of()),
                        known.canonicalCode(),
                        known.reads(),
                        known.findings()));
    }
}
