package io.hindcast.cli;

import io.hindcast.asset.JobInspector;
import io.hindcast.asset.KeyDiscovery;
import io.hindcast.asset.Resolution;
import io.hindcast.asset.SourceColumns;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.asset.WarehouseResolver;
import io.hindcast.config.ConfiguredWarehouse;
import io.hindcast.config.FolderReading;
import io.hindcast.config.Note;
import io.hindcast.config.OperatorFile;
import io.hindcast.config.OperatorSettings;
import io.hindcast.config.WarehouseFolder;
import io.hindcast.delta.DeltaControls;
import io.hindcast.delta.DeltaLeases;
import io.hindcast.delta.DeltaLedger;
import io.hindcast.delta.HadoopStores;
import io.hindcast.delta.KernelTables;
import io.hindcast.delta.LandingFile;
import io.hindcast.delta.LocalDisk;
import io.hindcast.delta.LocalHost;
import io.hindcast.delta.LogStores;
import io.hindcast.delta.StagedCommits;
import io.hindcast.delta.WarehouseFiles;
import io.hindcast.ledger.Controls;
import io.hindcast.ledger.Host;
import io.hindcast.ledger.Leases;
import io.hindcast.ledger.LedgerView;
import io.hindcast.ledger.StandingFacts;
import io.hindcast.ledger.StateReader;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import io.hindcast.proof.StaticPurity;
import io.hindcast.spark.SparkJobInspector;
import io.hindcast.stage.LandingFiles;
import io.hindcast.trial.GivenValue;
import io.hindcast.trial.JobTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A warehouse opened for one command: its declarations, its tables and its ledger. Starts no Spark session. */
final class Workspace {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private static final String OF_HADOOP = "spark.hadoop.";

    private static final String STANDINGS = "state/standings";

    private static final String SOURCES = "state/sources";

    private final Path folder;
    private final OperatorSettings operator;
    private final ConfiguredWarehouse configured;
    private final Warehouse warehouse;
    private final Configuration hadoop;
    private final KernelTables tables;
    private final DeltaLedger ledger;
    private final InstantSource clock;

    private Workspace(
            Path folder,
            OperatorSettings operator,
            ConfiguredWarehouse configured,
            Warehouse warehouse,
            InstantSource clock) {
        this.folder = folder;
        this.operator = operator;
        this.configured = configured;
        this.warehouse = warehouse;
        this.hadoop = hadoop(operator);
        this.tables = new KernelTables(hadoop);
        this.ledger = new DeltaLedger(hadoop, warehouse.declaration().root());
        this.clock = clock;
    }

    /**
     * Opens a warehouse folder; all its problems are raised at once.
     *
     * @param folder as typed
     */
    static Workspace open(Path folder, InstantSource clock) {
        return open(folder, List.of(), clock);
    }

    /**
     * Opens a part of a warehouse: some assets and all that they read, as if there were no others.
     *
     * @param assets names or {@code tag:x}; none for all
     */
    static Workspace open(Path folder, List<String> assets, InstantSource clock) {
        OperatorSettings operator = operatorSettings();
        KernelTables tables = new KernelTables(hadoop(operator));
        return open(folder, assets, new Lookups(operator, tables, keys(tables)), clock);
    }

    /**
     * Opens a part of a warehouse for tests: of keys that are discovered there are those that the tests give.
     *
     * @param assets names or {@code tag:x}; none for all
     */
    static Workspace ofTests(Path folder, List<String> assets, List<JobTest> tests, InstantSource clock) {
        OperatorSettings operator = operatorSettings();
        KernelTables tables = new KernelTables(hadoop(operator));
        return open(folder, assets, new Lookups(operator, tables, givenKeys(tests)), clock);
    }

    /** Where a warehouse looks up what its files leave open. */
    private record Lookups(OperatorSettings operator, KernelTables tables, KeyDiscovery keys) {}

    private static Workspace open(Path folder, List<String> assets, Lookups lookups, InstantSource clock) {
        WarehouseSearch.require(folder);
        Configuration hadoop = hadoop(lookups.operator());
        FolderReading reading = WarehouseFolder.read(folder, System.getenv(), uri -> HadoopStores.refusal(hadoop, uri));
        JobInspector inspector =
                new SparkJobInspector(reading.warehouse().declaration().jars(), new StaticPurity());
        // What is remembered is of all assets: a part would make it forget the others.
        Resolution resolution = assets.isEmpty()
                ? JobCache.around(folder, inspector, jobs -> resolved(reading, assets, jobs, lookups))
                : resolved(reading, assets, inspector, lookups);
        if (!resolution.problems().isEmpty()) {
            throw Problems.raiseAll(resolution.problems());
        }
        return new Workspace(folder, lookups.operator(), reading.warehouse(), resolution.orThrow(), clock);
    }

    /** With the problems of the files. */
    private static Resolution resolved(FolderReading reading, List<String> assets, JobInspector jobs, Lookups lookups) {
        Narrowing part = Narrowing.of(reading, assets, jobs);
        Resolution resolution = new WarehouseResolver(jobs, columns(lookups.tables()), lookups.keys())
                .resolve(part.declaration(), reading.unreadable());
        List<Problem> problems = new ArrayList<>(part.problems());
        problems.addAll(resolution.problems());
        return new Resolution(resolution.warehouse(), Problems.inOrderOfFiles(problems));
    }

    private static OperatorSettings operatorSettings() {
        Path file = Path.of(System.getProperty("hindcast.home", ".")).resolve("conf/hindcast.yaml");
        return Files.exists(file) ? OperatorFile.read(file, System.getenv()) : OperatorSettings.none();
    }

    private static Configuration hadoop(OperatorSettings operator) {
        Configuration hadoop = LocalDisk.hadoop();
        Map<String, String> spark = new HashMap<>(operator.spark());
        // What spark-submit was given.
        Properties given = System.getProperties();
        given.stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark."))
                .forEach(name -> spark.put(name, given.getProperty(name)));
        LogStores.forKernel(spark).forEach(hadoop::set);
        spark.forEach((name, value) -> {
            if (name.startsWith(OF_HADOOP)) {
                hadoop.set(name.substring(OF_HADOOP.length()), value);
            }
        });
        return hadoop;
    }

    private static SourceColumns columns(KernelTables tables) {
        return source ->
                tables.state(TableRef.of(source)).map(TableState::columns).orElse(List.of());
    }

    private static KeyDiscovery keys(KernelTables tables) {
        return (source, column) -> {
            TableRef table = TableRef.of(source);
            return tables.state(table)
                    .<SortedSet<String>>map(state -> tables.distinct(table, column, state.version()))
                    .orElseGet(TreeSet::new);
        };
    }

    /** Tests read no table: what a test gives of the column of a source are its keys. */
    private static KeyDiscovery givenKeys(List<JobTest> tests) {
        return (source, column) -> {
            TreeSet<String> keys = new TreeSet<>();
            for (JobTest test : tests) {
                test.given().forEach((input, rows) -> {
                    if (input.equalsIgnoreCase(source.name())) {
                        rows.rows()
                                .forEach(row -> Optional.ofNullable(row.values().get(column))
                                        .map(GivenValue::text)
                                        .ifPresent(keys::add));
                    }
                });
            }
            return keys;
        };
    }

    /** The columns of sources that declare none. */
    SourceColumns sourceColumns() {
        return columns(tables);
    }

    /** The same folder read again: staging may have changed what its sources tell. */
    Workspace reopened() {
        return open(folder, clock);
    }

    /** The same declarations and the same staging, with everything derived under another root. */
    Workspace rootedAt(String root) {
        HadoopStores.refusal(hadoop, root).ifPresent(problem -> {
            throw Problems.raise(problem);
        });
        FolderReading reading = WarehouseFolder.read(folder, System.getenv());
        WarehouseDeclaration declaration = reading.warehouse().declaration().rootedAt(root);
        Resolution resolution = new WarehouseResolver(
                        new SparkJobInspector(declaration.jars(), new StaticPurity()), sourceColumns(), keys(tables))
                .resolve(declaration, reading.unreadable());
        return new Workspace(folder, operator, reading.warehouse().declaring(declaration), resolution.orThrow(), clock);
    }

    /** What other declarations of the same warehouse come to, over the tables as they stand. */
    Resolution resolved(FolderReading reading, JobInspector jobs) {
        return new WarehouseResolver(jobs, sourceColumns(), keys(tables))
                .resolve(reading.warehouse().declaration(), reading.unreadable());
    }

    /** The same folder under other declarations, as {@link #resolved} found them. */
    Workspace declaredAs(ConfiguredWarehouse other, Warehouse resolved) {
        return new Workspace(folder, operator, other, resolved, clock);
    }

    /** What its files say that may mean something else than their author thinks. */
    List<Note> notes() {
        return configured.notes();
    }

    /** The folder as it was typed, for commands to repeat. */
    String typed() {
        return folder.toString();
    }

    Warehouse warehouse() {
        return warehouse;
    }

    KernelTables tables() {
        return tables;
    }

    DeltaLedger ledger() {
        return ledger;
    }

    InstantSource clock() {
        return clock;
    }

    OperatorSettings operator() {
        return operator;
    }

    WarehouseFiles files() {
        return new WarehouseFiles(hadoop, warehouse.declaration().root());
    }

    /**
     * The state of every source and asset, as the ledger told it at some moment and the tables tell it now.
     *
     * @param since source to a version whose later changes must be told
     */
    StateReader.Reading read(LedgerView view, Map<String, Long> since) {
        StandingFacts facts = StandingFacts.of(warehouse, view, files().readIfPossible(STANDINGS));
        return new StateReader(warehouse, tables).read(facts, files().readIfPossible(SOURCES), since);
    }

    /** Writes down for the next command how things stand now. */
    void remember() {
        try {
            remember(read(ledger.view(), Map.of()));
        } catch (ProblemException e) {
            // Whoever needs to know meets it again; what was done is done.
            LOG.warn("The standings of {} cannot be told", warehouse.name(), e);
        }
    }

    /** Writes down what a command found out that only looked: no root is made where there is none. */
    void leaveBehind(StateReader.Reading reading) {
        if (files().isRootThere()) {
            remember(reading);
        }
    }

    /** Writes down for the next command what was found out, unless that was done. It may be lost at any time. */
    private void remember(StateReader.Reading reading) {
        reading.toRemember().ifPresent(bytes -> remember(STANDINGS, bytes));
        reading.sourcesToRemember().ifPresent(bytes -> remember(SOURCES, bytes));
    }

    private void remember(String file, byte[] bytes) {
        try {
            String writer = host().name() + "-" + host().process();
            String draft = file + "." + writer.replaceAll("[^A-Za-z0-9.-]", "_");
            files().replace(file, draft, bytes);
        } catch (IOException | UnsupportedOperationException e) {
            // Who looks may have no right to write here, and sees no less for that.
            LOG.warn("{} of {} was not remembered", file, warehouse.name(), e);
        }
    }

    LandingFiles landing() {
        return new LandingFiles(warehouse.declaration().folder(), hadoop);
    }

    Map<SourceDeclaration, List<LandingFile>> waitingFiles() {
        return landing().waiting(warehouse.sources());
    }

    /** What the commits of a source tell of the files that they brought. */
    List<StagedCommits.Staged> staged(SourceDeclaration source) {
        return StagedCommits.of(hadoop, TableRef.of(source));
    }

    Host host() {
        return LocalHost.lookedUp();
    }

    Leases leases(Host host) {
        return new DeltaLeases(
                ledger, files(), warehouse.name(), clock, new DeltaLeases.Rules(host, LeaseClaim.time()));
    }

    /** How runs are told something. */
    Controls controls() {
        return new DeltaControls(ledger, hadoop, warehouse.name());
    }

    /** Who calls: user and host. */
    String actor() {
        return System.getProperty("user.name", "unknown") + "@" + host().name();
    }

    /** How runs go about their work. */
    RunSettings settings() {
        return new RunSettings(configured, operator);
    }
}
