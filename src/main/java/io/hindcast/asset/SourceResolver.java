package io.hindcast.asset;

import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.KeySource;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.GraphProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.TableProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds out what the declarations leave to the tables of sources: their columns, and keys that are values of them. */
final class SourceResolver {

    private final WarehouseDeclaration declaration;
    private final Relations relations;
    private final SourceColumns tables;
    private final KeyDiscovery keys;
    private final List<Problem> problems;
    private final Map<String, Optional<List<Column>>> columns = new HashMap<>();

    SourceResolver(
            WarehouseDeclaration declaration,
            Relations relations,
            SourceColumns tables,
            KeyDiscovery keys,
            List<Problem> problems) {
        this.declaration = declaration;
        this.relations = relations;
        this.tables = tables;
        this.keys = keys;
        this.problems = problems;
    }

    /** The source with all keys of its partitions listed. */
    SourceDeclaration resolve(SourceDeclaration source) {
        return new SourceDeclaration(
                source.name(),
                withKeys(source.name(), source.partitioning(), source.places().of("partition.keys")),
                source.path(),
                source.columns(),
                source.landing(),
                source.retain(),
                source.places());
    }

    /** The columns that are declared, else those of the table; nothing when the problem is noted. */
    Optional<List<Column>> columns(SourceDeclaration source) {
        Optional<List<Column>> known = columns.get(source.name());
        if (known == null) {
            known = lookUp(source);
            columns.put(source.name(), known);
        }
        return known;
    }

    private Optional<List<Column>> lookUp(SourceDeclaration source) {
        try {
            List<Column> found = source.columns().isEmpty() ? tables.of(source) : source.columns();
            if (found.isEmpty()) {
                problems.add(GraphProblems.sourceWithoutColumns(source.name(), source.path())
                        .at(source.place()));
                return Optional.empty();
            }
            problems.addAll(ColumnRules.ofSource(source, found));
            return Optional.of(found);
        } catch (ProblemException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A partitioning with keys that are discovered listed; without keys where the problem is noted. */
    Partitioning withKeys(String table, Partitioning partitioning, Place place) {
        Partitioning result = partitioning;
        for (KeyDimension dimension : partitioning.undiscovered()) {
            if (dimension.keys() instanceof KeySource.Discovered from) {
                result = result.withKeys(dimension.column(), discovered(table, from, place));
            }
        }
        return result;
    }

    private SortedSet<String> discovered(String table, KeySource.Discovered from, Place place) {
        String text = from.input() + "." + from.column();
        Optional<SourceDeclaration> source = declaration.sources().stream()
                .filter(s -> s.name().equals(from.input()))
                .findFirst();
        if (source.isEmpty() && relations.isUnreadable(from.input())) {
            return new TreeSet<>();
        }
        if (source.isEmpty()) {
            List<String> names =
                    declaration.sources().stream().map(SourceDeclaration::name).toList();
            problems.add(GraphProblems.undiscoverableKeys(table, text, "there is no source " + from.input(), names)
                    .at(place));
            return new TreeSet<>();
        }
        Optional<List<Column>> known = columns(source.get());
        if (known.isEmpty()) {
            return new TreeSet<>();
        }
        List<String> names = known.get().stream().map(Column::name).toList();
        if (!names.contains(from.column())) {
            String why = from.input() + " has no column " + from.column();
            problems.add(
                    GraphProblems.undiscoverableKeys(table, text, why, names).at(place));
            return new TreeSet<>();
        }
        try {
            SortedSet<String> found = keys.keys(source.get(), from.column());
            if (found.contains(KeyDimension.RESERVED)) {
                problems.add(
                        TableProblems.reservedKey(KeyDimension.RESERVED, text).at(place));
            }
            return found;
        } catch (ProblemException e) {
            problems.addAll(e.problems());
            return new TreeSet<>();
        }
    }
}
