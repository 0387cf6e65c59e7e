package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Check;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Named;
import io.hindcast.plan.Request;
import io.hindcast.problem.DifferenceProblems;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TableProblems;
import io.hindcast.proof.Differences;
import io.hindcast.proof.TableHistory;
import io.hindcast.run.PastRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out which states of which tables a command line wants compared. */
final class DiffSubjects {

    private final Workspace workspace;
    private final Arguments arguments;
    private final List<String> notes = new ArrayList<>();

    DiffSubjects(Workspace workspace, Arguments arguments) {
        this.workspace = workspace;
        this.arguments = arguments;
    }

    /**
     * What is compared.
     *
     * @param text in words
     * @param notes what is left out, and why
     */
    record Found(String text, List<Differences.Subject> subjects, List<String> notes) {

        Found {
            subjects = List.copyOf(subjects);
            notes = List.copyOf(notes);
        }
    }

    Found find() {
        Map<Asset, Optional<PartitionSet>> selected = selected();
        Arguments.Contrast contrast = arguments.contrast();
        if (contrast.versions().isPresent()) {
            return versions(selected, contrast.versions().get());
        }
        return contrast.against().isPresent()
                ? against(selected, contrast.against().get())
                : run(selected);
    }

    /** Where nothing limits them, partitions outside the declared range are compared as well. */
    private Map<Asset, Optional<PartitionSet>> selected() {
        Request request = Requests.of(arguments);
        boolean isAll = request.select().isEmpty()
                && request.bounds().isNone()
                && request.except().isEmpty();
        Map<String, PartitionSet> named = isAll
                ? Map.of()
                : Named.of(
                        request,
                        workspace.warehouse(),
                        arguments.conduct().now().orElse(workspace.clock().instant()));
        Map<Asset, Optional<PartitionSet>> selected = new LinkedHashMap<>();
        for (Asset asset : workspace.warehouse().assets()) {
            if (isAll || named.containsKey(asset.name())) {
                selected.put(asset, Optional.ofNullable(named.get(asset.name())));
            }
        }
        return selected;
    }

    private Found versions(Map<Asset, Optional<PartitionSet>> selected, Arguments.Versions versions) {
        if (selected.size() != 1) {
            throw Problems.raise(DifferenceProblems.notOneAsset(
                    selected.keySet().stream().map(Asset::name).toList()));
        }
        Map.Entry<Asset, Optional<PartitionSet>> only =
                selected.entrySet().iterator().next();
        Asset asset = only.getKey();
        TableRef table = TableRef.of(asset);
        long newest =
                newest(table).orElseThrow(() -> Problems.raise(TableProblems.noTable(table.name(), table.path())));
        long after = versions.after().orElse(newest);
        Differences.Subject subject = new Differences.Subject(
                new Differences.State(table, Optional.of(versions.before())),
                new Differences.State(table, Optional.of(after)),
                only.getValue(),
                unique(asset));
        return new Found(
                asset.name() + ", version " + versions.before() + " against version " + after, List.of(subject), notes);
    }

    private Found against(Map<Asset, Optional<PartitionSet>> selected, String typed) {
        String root = absolute(typed);
        String own = workspace.warehouse().declaration().root();
        List<Differences.Subject> subjects = new ArrayList<>();
        selected.forEach((asset, only) -> {
            TableRef here = TableRef.of(asset);
            if (!here.path().startsWith(own + "/")) {
                notes.add(asset.name() + " lies outside the root, at " + here.path() + ": not compared");
                return;
            }
            TableRef there = new TableRef(here.name(), root + here.path().substring(own.length()), here.partitioning());
            Optional<Long> before = newest(here);
            Optional<Long> after = newest(there);
            if (before.isPresent() || after.isPresent()) {
                subjects.add(new Differences.Subject(
                        new Differences.State(here, before), new Differences.State(there, after), only, unique(asset)));
            }
        });
        if (subjects.stream().allMatch(subject -> subject.after().version().isEmpty())) {
            throw Problems.raise(DifferenceProblems.nothingThere(
                    root, selected.keySet().stream().map(Asset::name).toList()));
        }
        return new Found(own + " against " + root, subjects, notes);
    }

    /** A path without a scheme is the local disk's, from where the command was typed. */
    private static String absolute(String root) {
        String path = root.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")
                ? root
                : Path.of(root).toAbsolutePath().normalize().toString();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Found run(Map<Asset, Optional<PartitionSet>> selected) {
        PastRun run = pastRun();
        Set<String> touched = run.entries().stream()
                .filter(entry -> entry.version().isPresent())
                .map(Entry::asset)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Differences.Subject> subjects = new ArrayList<>();
        selected.forEach((asset, only) -> {
            if (touched.contains(asset.name())) {
                TableRef table = TableRef.of(asset);
                new TableHistory(workspace.tables(), table)
                        .of(run.id())
                        .ifPresentOrElse(
                                span -> subjects.add(subject(asset, span, only)),
                                () -> notes.add("the log of " + asset.name()
                                        + " does not have the run's commits any more: not compared"));
            }
        });
        if (subjects.isEmpty() && notes.isEmpty()) {
            notes.add("the run committed nothing of what is selected");
        }
        return new Found("before and after run " + run.id(), subjects, notes);
    }

    private static Differences.Subject subject(Asset asset, TableHistory.Span span, Optional<PartitionSet> only) {
        TableRef table = TableRef.of(asset);
        return new Differences.Subject(
                new Differences.State(table, span.before()),
                new Differences.State(table, Optional.of(span.after())),
                Optional.of(only.map(span.partitions()::intersect).orElse(span.partitions())),
                unique(asset));
    }

    private PastRun pastRun() {
        List<PastRun> runs = PastRun.all(Planning.read(workspace).entries());
        if (arguments.subject().isPresent()) {
            String id = arguments.subject().get();
            return runs.stream()
                    .filter(run -> run.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun(id)));
        }
        return runs.stream()
                .filter(run -> run.plan().isPresent() && run.isOver())
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> Problems.raise(DifferenceProblems.noRun()));
    }

    private Optional<Long> newest(TableRef table) {
        return workspace.tables().state(table).map(TableState::version);
    }

    private static List<List<String>> unique(Asset asset) {
        return asset.declaration().checks().stream()
                .filter(Check.Unique.class::isInstance)
                .map(check -> ((Check.Unique) check).columns())
                .toList();
    }
}
