package io.hindcast.asset;

import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.Mapping;
import io.hindcast.mapping.MappingRule;
import io.hindcast.mapping.Mappings;
import io.hindcast.mapping.Misfit;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.GraphProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a warehouse of a declaration, or tells all that is wrong between its parts. */
public final class WarehouseResolver {

    /** Among names that could not be read: any may be declared where nothing could be read of those that declare them. */
    public static final String ANY_NAME = "*";

    private final JobInspector jobs;
    private final SourceColumns tables;
    private final KeyDiscovery keys;

    /** A resolver that asks these of what the declarations do not say. */
    public WarehouseResolver(JobInspector jobs, SourceColumns tables, KeyDiscovery keys) {
        this.jobs = jobs;
        this.tables = tables;
        this.keys = keys;
    }

    /** Resolves a declaration that was read whole. */
    public Resolution resolve(WarehouseDeclaration declaration) {
        return resolve(declaration, List.of());
    }

    /**
     * Resolves what could be read of a warehouse, so that its problems can be shown together with those of its files.
     *
     * @param unreadable names that are declared in some way that could not be read: reading them is no problem of its own
     */
    public Resolution resolve(WarehouseDeclaration declaration, Collection<String> unreadable) {
        return new Resolving(declaration, unreadable).resolve();
    }

    /** What is known of an asset before its job is inspected. */
    private record Draft(
            AssetDeclaration declaration,
            Partitioning partitioning,
            List<Asset.Input> inputs,
            Optional<Mapping> self,
            SortedSet<String> reads) {

        /** An input, where it is read as it was. */
        Optional<Asset.Input> asOf(String name) {
            return inputs.stream()
                    .filter(input -> input.isAsOf() && input.name().equals(name))
                    .findFirst();
        }
    }

    /** One resolving: knows more with each step, and goes on after problems. */
    private final class Resolving {

        private final WarehouseDeclaration declaration;
        private final Relations relations;
        private final AsOfRules asOf;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, SourceDeclaration> sources = new LinkedHashMap<>();
        private final Map<String, Partitioning> partitionings = new HashMap<>();
        private final Map<String, List<Column>> columns = new HashMap<>();
        private final Map<String, List<List<String>>> uniques = new HashMap<>();

        Resolving(WarehouseDeclaration declaration, Collection<String> unreadable) {
            this.declaration = declaration;
            this.relations = new Relations(declaration, unreadable);
            this.asOf = new AsOfRules(declaration);
        }

        Resolution resolve() {
            SourceResolver sourceResolver = new SourceResolver(declaration, relations, tables, keys, problems);
            for (SourceDeclaration source : declaration.sources()) {
                SourceDeclaration resolved = sourceResolver.resolve(source);
                sources.put(source.name(), resolved);
                partitionings.put(source.name(), resolved.partitioning());
                sourceResolver.columns(source).ifPresent(known -> columns.put(source.name(), known));
                requireComputable(source);
            }
            declaration
                    .assets()
                    .forEach(asset -> partitionings.put(
                            asset.name(),
                            sourceResolver.withKeys(
                                    asset.name(),
                                    asset.partitioning(),
                                    asset.places().of("partition.keys"))));
            SortedMap<String, Draft> drafts = new TreeMap<>();
            declaration.assets().forEach(asset -> drafts.put(asset.name(), draft(asset)));
            List<Asset> assets = new ArrayList<>();
            for (String name : order(drafts)) {
                Draft draft = drafts.get(name);
                if (draft != null) {
                    inspected(draft).ifPresent(assets::add);
                }
            }
            boolean isWhole = problems.isEmpty() && assets.size() == drafts.size() && relations.isWhole();
            return new Resolution(
                    isWhole ? Optional.of(new Warehouse(declaration, sources.values(), assets)) : Optional.empty(),
                    problems);
        }

        private void requireComputable(SourceDeclaration source) {
            try {
                jobs.requireComputable(source);
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }

        private List<String> order(SortedMap<String, Draft> drafts) {
            SortedMap<String, SortedSet<String>> reads = new TreeMap<>();
            drafts.forEach((name, draft) -> reads.put(name, draft.reads()));
            Topology topology = Topology.of(reads);
            for (List<String> cycle : topology.cycles()) {
                Draft first = drafts.get(cycle.get(0));
                if (first != null) {
                    problems.add(GraphProblems.cycle(cycle).at(placeOf(first.declaration(), cycle.get(1))));
                }
            }
            return topology.order();
        }

        private Draft draft(AssetDeclaration asset) {
            SortedMap<String, String> read = relations.readBy(asset, jobs, problems);
            Partitioning partitioning = partitioningOf(asset.name());
            List<Asset.Input> inputs = new ArrayList<>();
            SortedSet<String> reads = new TreeSet<>();
            read.forEach((name, spelling) -> {
                reads.add(name);
                InputDeclaration input =
                        asset.inputs().getOrDefault(spelling, InputDeclaration.same(placeOf(asset, spelling)));
                Optional.ofNullable(partitionings.get(name))
                        .flatMap(upstream -> input(asset, name, input, upstream))
                        .ifPresent(inputs::add);
            });
            return new Draft(asset, partitioning, inputs, self(asset, partitioning), reads);
        }

        private Partitioning partitioningOf(String name) {
            return partitionings.getOrDefault(name, Partitioning.none());
        }

        private Optional<Asset.Input> input(
                AssetDeclaration asset, String name, InputDeclaration input, Partitioning upstream) {
            Partitioning downstream = partitioningOf(asset.name());
            Optional<Misfit> impossible = Mappings.impossible(downstream, upstream, input.rule());
            if (impossible.isPresent()) {
                Misfit misfit = impossible.get();
                problems.add(GraphProblems.impossibleMapping(asset.name(), name, misfit.why(), misfit.wayOut())
                        .at(input.place()));
                return Optional.empty();
            }
            if (input.changes() == InputDeclaration.ChangePolicy.AS_OF_PARTITION) {
                Optional<Problem> refused = asOf.refusal(asset, downstream, name, input, upstream);
                refused.ifPresent(problem -> problems.add(problem.at(input.place())));
                return refused.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Asset.Input(
                                name,
                                Mappings.asOf(downstream, upstream, input.rule(), asOf.there(name, upstream)),
                                input.requirement(),
                                input.changes()));
            }
            Mapping mapping = Mappings.between(downstream, upstream, input.rule());
            return Optional.of(new Asset.Input(name, mapping, input.requirement(), input.changes()));
        }

        private Optional<Mapping> self(AssetDeclaration asset, Partitioning partitioning) {
            if (asset.self().isEmpty()) {
                return Optional.empty();
            }
            IntervalSet offsets = asset.self().get().offsets();
            Optional<String> impossible = partitioning.time().isEmpty()
                    ? Optional.of("it has no partition by time, so none comes before another")
                    : Mappings.impossible(partitioning, partitioning, MappingRule.offsets(offsets))
                            .map(Misfit::why);
            if (impossible.isPresent()) {
                problems.add(GraphProblems.selfWithoutTime(asset.name(), impossible.get())
                        .at(asset.places().of("inputs.self")));
                return Optional.empty();
            }
            if (asset.columns().isEmpty()) {
                problems.add(GraphProblems.selfWithoutColumns(asset.name())
                        .at(asset.places().of("inputs.self")));
            }
            return Optional.of(Mappings.self(partitioning, offsets));
        }

        /** The asset with its signature; nothing when it, or something it reads, has a problem that hides its columns. */
        private Optional<Asset> inspected(Draft draft) {
            AssetDeclaration asset = draft.declaration();
            boolean isKnown = columns.keySet().containsAll(draft.reads())
                    && (asset.self().isEmpty() || !asset.columns().isEmpty())
                    && relations.areAllKnown(asset);
            if (!isKnown) {
                return Optional.empty();
            }
            List<Problem> collisions = collisions(draft);
            if (!collisions.isEmpty()) {
                problems.addAll(collisions);
                return Optional.empty();
            }
            Map<String, JobInput> inputs = inputsOf(draft);
            try {
                JobSignature signature = jobs.signature(asset, inputs);
                columns.put(asset.name(), signature.columns());
                uniques.put(asset.name(), JobInput.keysOf(asset));
                problems.addAll(ColumnRules.ofResult(asset, signature.columns()));
                problems.addAll(new Purity(asset, signature.findings()).errors());
                return Optional.of(new Asset(asset, draft.partitioning(), draft.inputs(), draft.self(), signature));
            } catch (ProblemException e) {
                problems.addAll(e.problems());
                return Optional.empty();
            }
        }

        /** Inputs that are read as they were and have a column of the name that the partitions have. */
        private List<Problem> collisions(Draft draft) {
            return draft.inputs().stream()
                    .filter(Asset.Input::isAsOf)
                    .flatMap(input -> AsOfRules.collision(
                            draft.declaration(), input, columns.getOrDefault(input.name(), List.of()))
                            .map(problem -> problem.at(placeOf(draft.declaration(), input.name())))
                            .stream())
                    .toList();
        }

        /** What the job may read. An impossible mapping is a problem of its own and has no definition. */
        private Map<String, JobInput> inputsOf(Draft draft) {
            Map<String, String> mappings = new HashMap<>();
            draft.inputs()
                    .forEach(input -> mappings.put(input.name(), input.mapping().definition()));
            Map<String, JobInput> inputs = new TreeMap<>();
            for (String read : draft.reads()) {
                JobInput input = new JobInput(
                        columns.getOrDefault(read, List.of()),
                        mappings.getOrDefault(read, ""),
                        uniques.getOrDefault(read, List.of()));
                inputs.put(
                        read,
                        draft.asOf(read)
                                .map(asOfInput -> AsOfRules.shown(draft.declaration(), asOfInput, input))
                                .orElse(input));
            }
            AssetDeclaration asset = draft.declaration();
            if (asset.self().isPresent()) {
                String mapping = draft.self().map(Mapping::definition).orElse("");
                JobInput own = new JobInput(asset.columns(), mapping, JobInput.keysOf(asset));
                inputs.put(Asset.SELF, own);
                inputs.put(asset.name(), own);
            }
            return inputs;
        }

        private Place placeOf(AssetDeclaration asset, String input) {
            return Optional.ofNullable(asset.inputs().get(input))
                    .map(InputDeclaration::place)
                    .orElseGet(() -> Relations.placeIn(asset.job(), input));
        }
    }
}
