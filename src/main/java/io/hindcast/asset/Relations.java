package io.hindcast.asset;

import io.hindcast.problem.GraphProblems;
import io.hindcast.problem.Place;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which relations there are, and which of them a job reads. Names are compared without letter case, as in SQL. */
final class Relations {

    /** The relation of an asset's own other partitions. */
    static final String SELF = Asset.SELF;

    private final Map<String, String> names = new HashMap<>();
    private final SortedSet<String> declared = new TreeSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> assetsWithUnknownInputs = new HashSet<>();

    Relations(WarehouseDeclaration warehouse, Collection<String> unreadable) {
        warehouse.sources().forEach(source -> declared.add(source.name()));
        warehouse.assets().forEach(asset -> declared.add(asset.name()));
        declared.forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
        unreadable.forEach(name -> this.unreadable.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether everything that is declared could be read. */
    boolean isWhole() {
        return unreadable.isEmpty();
    }

    /** Whether a name is declared in some way that could not be read. */
    boolean isUnreadable(String name) {
        return unreadable.contains(WarehouseResolver.ANY_NAME) || unreadable.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether all that an asset reads is declared and could be read. */
    boolean areAllKnown(AssetDeclaration asset) {
        return !assetsWithUnknownInputs.contains(asset.name());
    }

    /** The sources and other assets that a job reads: their names, to the names by which the declaration knows them. */
    SortedMap<String, String> readBy(AssetDeclaration asset, JobInspector jobs, List<Problem> problems) {
        SortedMap<String, String> read = new TreeMap<>();
        boolean readsSelf = false;
        for (String relation : relations(asset, jobs, problems)) {
            String lower = relation.toLowerCase(Locale.ROOT);
            String name = names.get(lower);
            if (lower.equals(SELF) || asset.name().equals(name)) {
                readsSelf = true;
            } else if (name != null) {
                read.put(name, spelling(asset, name));
            } else {
                unknown(asset, relation, problems);
            }
        }
        boolean isSql = asset.job().match(sql -> true, java -> false);
        if (isSql && areAllKnown(asset)) {
            refuseUnused(asset, read.keySet(), problems);
        }
        if (readsSelf && asset.self().isEmpty()) {
            assetsWithUnknownInputs.add(asset.name());
            problems.add(GraphProblems.selfNotDeclared(asset.name()).at(placeIn(asset.job(), SELF)));
        } else if (isSql && !readsSelf && asset.self().isPresent() && areAllKnown(asset)) {
            problems.add(
                    GraphProblems.selfNotRead(asset.name()).at(asset.places().of("inputs.self")));
        }
        return read;
    }

    private Collection<String> relations(AssetDeclaration asset, JobInspector jobs, List<Problem> problems) {
        try {
            return asset.job()
                    .match(
                            sql -> jobs.relations(asset),
                            java -> new TreeSet<>(asset.inputs().keySet()));
        } catch (ProblemException e) {
            problems.addAll(e.problems());
            assetsWithUnknownInputs.add(asset.name());
            return asset.inputs().keySet();
        }
    }

    private void unknown(AssetDeclaration asset, String relation, List<Problem> problems) {
        assetsWithUnknownInputs.add(asset.name());
        if (isUnreadable(relation)) {
            return;
        }
        SortedSet<String> others = new TreeSet<>(declared);
        others.remove(asset.name());
        Place place = Optional.ofNullable(asset.inputs().get(relation))
                .map(InputDeclaration::place)
                .orElseGet(() -> placeIn(asset.job(), relation));
        problems.add(GraphProblems.unknownInput(asset.name(), relation, others).at(place));
    }

    private void refuseUnused(AssetDeclaration asset, Set<String> read, List<Problem> problems) {
        new TreeMap<>(asset.inputs()).forEach((declaredInput, input) -> {
            String name = names.get(declaredInput.toLowerCase(Locale.ROOT));
            if (name == null) {
                unknown(asset, declaredInput, problems);
            } else if (!read.contains(name)) {
                problems.add(
                        GraphProblems.unusedInput(asset.name(), declaredInput).at(input.place()));
            }
        });
    }

    private static String spelling(AssetDeclaration asset, String name) {
        return asset.inputs().keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    /** The first line of a statement that names a relation; where the job begins when none does. */
    static Place placeIn(Job job, String relation) {
        return job.match(
                sql -> {
                    Pattern word = Pattern.compile(
                            "(?<![\\w.])" + Pattern.quote(relation) + "(?!\\w)", Pattern.CASE_INSENSITIVE);
                    int first = sql.place().line().orElse(1);
                    List<String> lines = sql.text().lines().toList();
                    for (int i = 0; i < lines.size(); i++) {
                        if (word.matcher(lines.get(i)).find()) {
                            return Place.of(sql.place().file(), first + i);
                        }
                    }
                    return sql.place();
                },
                java -> java.place());
    }
}
