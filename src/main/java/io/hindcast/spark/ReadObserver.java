package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedFiles;
import io.hindcast.delta.ScannedTable;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import io.hindcast.spark.StepReads.Grade;
import io.hindcast.spark.StepReads.OfInput;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.PartitionedFile;

/** Takes from the plans of one computation what they really read. Runs no job and lists no files. */
final class ReadObserver {

    private static final int SHOWN = 3;

    private final OpenTables tables;
    private final Warehouse warehouse;
    private final Computation computation;
    private final RowDemands demands;
    /** Where tables lie, to what they are to the job. */
    private final Map<String, Known> known = new HashMap<>();

    private final Map<String, OfInput> inputs = new TreeMap<>();
    private final SortedSet<String> own = new TreeSet<>();
    private final SortedSet<String> others = new TreeSet<>();

    private ReadObserver(OpenTables tables, Warehouse warehouse, Computation computation, RowDemands demands) {
        this.demands = demands;
        this.tables = tables;
        this.warehouse = warehouse;
        this.computation = computation;
    }

    /**
     * What is computed.
     *
     * @param versions input to the version that it is pinned to; an input whose rows are no table's is not there
     */
    record Computation(Asset asset, PartitionSet targets, Map<String, InputRead> versions) {}

    /** An input of the job and its table. */
    private record Known(String input, TableRef table) {}

    /**
     * What was read.
     *
     * @param queries that were carried out
     */
    static StepReads reads(OpenTables tables, Warehouse warehouse, Computation computation, JobQueries queries) {
        ReadObserver observer = new ReadObserver(tables, warehouse, computation, demands(queries));
        observer.learnInputs();
        PlanScans scans = PlanScans.of(queries.all());
        scans.files().forEach(scan -> observer.scanned(scan, scans));
        scans.others().forEach(scan -> observer.others.add(shortened(scan.nodeName())));
        scans.rdds().forEach(observer::read);
        return new StepReads(observer.inputs, observer.planned(), observer.own, observer.others, queries.sight());
    }

    /** Inputs that a plan names, whether or not it came to reading them. */
    private Set<String> planned() {
        Set<String> planned = new TreeSet<>(inputs.keySet());
        for (FileIndex files : demands.planned()) {
            ScannedTable.of(files)
                    .flatMap(table -> Optional.ofNullable(known.get(table.place())))
                    .ifPresent(input -> planned.add(input.input()));
        }
        return planned;
    }

    private static RowDemands demands(JobQueries queries) {
        return RowDemands.of(
                queries.all().stream().map(QueryExecution::optimizedPlan).toList());
    }

    private void learnInputs() {
        Asset asset = computation.asset();
        for (Asset.Input input : asset.inputs()) {
            TableRef table = TableRef.of(warehouse, input.name());
            known.put(tables.place(table), new Known(input.name(), table));
        }
        if (asset.readsItself()) {
            TableRef table = TableRef.of(asset);
            known.put(tables.place(table), new Known(Asset.SELF, table));
        }
    }

    private void scanned(FileSourceScanExec scan, PlanScans scans) {
        FileIndex files = scan.relation().location();
        if (ScannedTable.isLog(files)) {
            return;
        }
        Optional<ScannedTable> table = ScannedTable.of(files);
        if (table.isPresent()) {
            scanned(table.get(), scan, scans);
        } else {
            others.add(scan.relation().fileFormat() + " files at "
                    + shortened(Scala.list(files.rootPaths()).stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))));
        }
    }

    private void scanned(ScannedTable table, FileSourceScanExec scan, PlanScans scans) {
        Known input = known.get(table.place());
        if (input == null) {
            foreign(table.place(), " at version " + table.version());
            return;
        }
        Collection<InternalRow> directories = directories(scan);
        ScannedTable.Held read = table.held(input.table(), directories);
        PartitionSet partitions = read.partitions();
        if (read.strays() && !table.isChosen() && !isFiltered(scan, input.table())) {
            // Nothing narrows what is read of files that may hold rows of any partition.
            partitions = input.table().partitioning().domain();
        }
        // What else the job might have read is asked only where that could tell something.
        Optional<ScannedTable.Held> chosen =
                isDeclared(input) ? table.chosen(input.table()) : Optional.<ScannedTable.Held>empty();
        boolean exact = table.isChosen()
                && !read.strays()
                && !chosen.map(ScannedTable.Held::strays).orElse(false);
        add(
                input.input(),
                new OfInput(
                        new TreeSet<>(Set.of(table.version())),
                        List.of(),
                        partitions,
                        exact && chosen.isPresent() ? used(input, table, scan, scans) : partitions,
                        exact && chosen.isPresent() ? usedBy(input, table, scan, scans) : Map.of(),
                        chosen.map(ScannedTable.Held::partitions).orElse(read.partitions()),
                        exact ? Grade.EXACT : Grade.ROUGH));
    }

    /** Of what nothing is said nothing can be said more tightly. */
    private boolean isDeclared(Known input) {
        return input.input().equals(Asset.SELF)
                || computation.asset().declaration().inputs().containsKey(input.input());
    }

    private PartitionSet used(Known input, ScannedTable table, FileSourceScanExec scan, PlanScans scans) {
        FileIndex files = scan.relation().location();
        Collection<InternalRow> all = directories(scan);
        Collection<InternalRow> mattering = scans.isHidden(files)
                ? all
                : demands.mattering(files, scan.relation().partitionSchema(), all);
        return table.held(input.table(), mattering).partitions();
    }

    private Map<Long, PartitionSet> usedBy(Known input, ScannedTable table, FileSourceScanExec scan, PlanScans scans) {
        FileIndex files = scan.relation().location();
        Map<Long, PartitionSet> usedBy = new HashMap<>();
        if (!scans.isHidden(files)) {
            TargetRows.of(computation.targets())
                    .flatMap(targets ->
                            demands.byTarget(files, scan.relation().partitionSchema(), directories(scan), targets))
                    .ifPresent(rows -> rows.forEach((target, used) ->
                            usedBy.put(target, table.held(input.table(), used).partitions())));
        }
        return usedBy;
    }

    private void add(String input, OfInput more) {
        inputs.merge(input, more, OfInput::and);
    }

    private static boolean isFiltered(FileSourceScanExec scan, TableRef table) {
        return Scala.list(scan.dataFilters()).stream()
                .flatMap(filter -> Scala.list(filter.references()).stream())
                .anyMatch(attribute -> table.partitioning().dimensions().stream()
                        .anyMatch(dimension -> dimension.column().equalsIgnoreCase(attribute.name())));
    }

    /** The values of the partition columns of what was read, each directory once. */
    private static Collection<InternalRow> directories(FileSourceScanExec scan) {
        Set<InternalRow> directories = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PartitionedFile file : selected(scan)) {
            directories.add(file.partitionValues());
        }
        return directories;
    }

    private static PartitionedFile[] selected(FileSourceScanExec scan) {
        try {
            return scan.dynamicallySelectedPartitions().toPartitionArray();
        } catch (IllegalArgumentException e) {
            // A scan that was planned and not carried out: what would have chosen its partitions was never computed.
            return scan.selectedPartitions().toPartitionArray();
        }
    }

    private void foreign(String place, String how) {
        if (place.equals(tables.place(TableRef.of(computation.asset())))) {
            own.add("its own table" + how);
            return;
        }
        Optional<String> name = Stream.concat(
                        warehouse.assets().stream().map(Asset::name),
                        warehouse.sources().stream().map(SourceDeclaration::name))
                .filter(each -> tables.place(TableRef.of(warehouse, each)).equals(place))
                .findFirst();
        others.add(name.map(each -> each + how).orElse("the Delta table " + place + how));
    }

    private void read(RDD<?> rdd) {
        if (rdd instanceof FileScanRDD files) {
            named(files);
        } else if (isReader(rdd)) {
            others.add(shortened(rdd.getClass().getSimpleName() + (rdd.name() == null ? "" : " of " + rdd.name())));
        }
    }

    /** Known ones by their names: an RDD without parents may as well hold rows that the driver handed over. */
    private static boolean isReader(RDD<?> rdd) {
        return Set.of(
                        "HadoopRDD",
                        "NewHadoopRDD",
                        "WholeTextFileRDD",
                        "BinaryFileRDD",
                        "JDBCRDD",
                        "JdbcRDD",
                        "DataSourceRDD")
                .contains(rdd.getClass().getSimpleName());
    }

    /** Files that are read without a plan that says which table they are of. */
    private void named(FileScanRDD rdd) {
        Map<String, Set<String>> byPlace = new TreeMap<>();
        for (FilePartition partition : Scala.list(rdd.filePartitions())) {
            for (PartitionedFile file : partition.files()) {
                String path = file.toPath().toString();
                byPlace.computeIfAbsent(placeOf(path), place -> new TreeSet<>()).add(path);
            }
        }
        byPlace.forEach((place, files) -> {
            Known input = known.get(place);
            if (input != null) {
                named(input, files);
            } else if (place.equals(tables.place(TableRef.of(computation.asset())))) {
                own.add("files of its own table");
            } else if (!place.endsWith("/_delta_log")) {
                others.add("files such as " + files.iterator().next());
            }
        });
    }

    private void named(Known input, Set<String> files) {
        InputRead pinned = computation.versions().get(input.input());
        if (pinned == null) {
            others.add(
                    "files of " + input.input() + " such as " + files.iterator().next());
            return;
        }
        long version = pinned.version();
        PinnedFiles.Found found = PinnedFiles.find(tables, input.table(), version, files);
        List<String> strange = found.others().stream().sorted().limit(SHOWN).toList();
        PartitionSet read = found.held().partitions();
        add(
                input.input(),
                new OfInput(new TreeSet<>(Set.of(version)), strange, read, read, Map.of(), read, Grade.ROUGH));
    }

    /** The table that a file lies in, when it is one of those that are known; else its folder. */
    private String placeOf(String file) {
        String ownPlace = tables.place(TableRef.of(computation.asset()));
        for (String place : known.keySet()) {
            if (file.startsWith(place + "/")) {
                return place;
            }
        }
        return file.startsWith(ownPlace + "/") ? ownPlace : file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
