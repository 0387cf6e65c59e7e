package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.TimeRule;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.TestingTables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans key by key, from the definitions of the reasons alone: for every partition, in an order in which what it
 * reads comes first, one question after the other. No sets, no closures, nothing of the planner's.
 */
final class NaivePlanner {

    private final Warehouse warehouse;
    private final TestingTables tables;
    private final Request request;
    private final Instant now;
    private final NaiveReads reads;
    private final NaiveScope scope;
    private final NaiveComparison comparison;
    private final Map<Node, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<Node> scaffolding = new HashSet<>();

    /** One partition of one source or asset. */
    record Node(String name, Partition partition) {}

    /**
     * What becomes of a partition.
     *
     * @param reasons why it is out of date, whether or not it is rewritten
     * @param touched in which columns it is another, if it is rewritten
     * @param certain whether it is rewritten whatever the steps before it bring
     * @param spare whether it was dropped on purpose and is built if something that is built reads it
     * @param blocked whether it cannot be built, since something that it reads is gone for good
     * @param lacking what it waits for
     */
    private record Verdict(
            Set<Reason> reasons,
            Set<String> touched,
            boolean certain,
            boolean rewritten,
            boolean spare,
            boolean blocked,
            Optional<LeftOut> leftOut,
            Set<Node> lacking) {}

    NaivePlanner(Warehouse warehouse, TestingTables tables, Request request, NaiveReads reads) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.request = request;
        this.now = reads.now();
        this.reads = reads;
        this.scope = new NaiveScope(warehouse, request, reads);
        this.comparison = new NaiveComparison(warehouse, tables, reads);
    }

    /** Asset, cause or reason, and partition of all that a plan says, one line each, sorted. */
    Set<String> lines() {
        for (Asset asset : warehouse.assets()) {
            for (Partition partition : reads.extent(asset)) {
                Node node = new Node(asset.name(), partition);
                verdicts.put(node, decide(asset, node));
            }
        }
        verdicts.forEach((node, verdict) -> {
            if (verdict.rewritten()) {
                addScaffolding(node);
            }
        });
        Set<String> lines = new TreeSet<>();
        verdicts.forEach((node, verdict) -> {
            String at = node.name() + "@" + node.partition() + " ";
            if (verdict.rewritten()) {
                verdict.reasons().forEach(reason -> lines.add(at + reason.word()));
                if (!verdict.certain()) {
                    lines.add(at + "if changed");
                }
            }
            if (scaffolding.contains(node)) {
                verdict.reasons().forEach(reason -> lines.add(at + reason.word()));
                lines.add(at + "scaffolding");
            } else {
                verdict.leftOut().ifPresent(cause -> lines.add(at + "left out: " + cause.word()));
            }
        });
        warehouse.assets().forEach(asset -> lines.addAll(waiting(asset)));
        return lines;
    }

    /** What is read here, was dropped and can be built, is built, and so is what it reads in turn. */
    private void addScaffolding(Node node) {
        Asset asset = warehouse.asset(node.name()).orElseThrow();
        for (Asset.Input input : asset.inputs()) {
            comparison.reads(input, node.partition()).forEach(read -> raise(new Node(input.name(), read)));
        }
        reads.ofSelf(asset, node.partition()).forEach(read -> raise(new Node(asset.name(), read)));
    }

    private void raise(Node node) {
        Verdict verdict = verdicts.get(node);
        if (verdict != null && verdict.spare() && scaffolding.add(node)) {
            addScaffolding(node);
        }
    }

    /** Asset and partition, and the one standing of it, one line each, sorted; where all is asked for. */
    Set<String> standings() {
        Set<String> lines = new TreeSet<>();
        verdicts.forEach((node, verdict) -> lines.add(node.name() + "@" + node.partition() + " is "
                + (scaffolding.contains(node) ? Optional.of(LeftOut.EXPIRED) : verdict.leftOut())
                        .flatMap(Standing::of)
                        .orElse(verdict.reasons().contains(Reason.MISSING) ? Standing.MISSING : Standing.STALE)
                        .word()));
        return lines;
    }

    /**
     * What of an asset waits, and for what: for all that it lacks of its inputs; for its own partitions only where it lacks
     * nothing else.
     */
    private Set<String> waiting(Asset asset) {
        Set<Node> waiting = new HashSet<>();
        Set<Node> own = new HashSet<>();
        Set<String> lines = new TreeSet<>();
        verdicts.forEach((node, verdict) -> {
            if (node.name().equals(asset.name()) && verdict.leftOut().equals(Optional.of(LeftOut.WAITING))) {
                waiting.add(node);
                boolean isOwn = verdict.lacking().stream().allMatch(lack -> isOwn(asset, lack));
                verdict.lacking().forEach(lack -> {
                    if (isOwn) {
                        own.add(lack);
                    } else if (!isOwn(asset, lack)) {
                        lines.add(PlanLines.waiting(asset.name(), lack.name(), node.partition()));
                        lines.add(PlanLines.awaited(asset.name(), lack.name(), lack.partition()));
                    }
                });
            }
        });
        for (Node lack : own) {
            lines.add(PlanLines.awaited(asset.name(), Asset.SELF, lack.partition()));
            waiting.stream()
                    .filter(node -> reads.ofSelf(asset, node.partition()).contains(lack.partition()))
                    .forEach(node -> lines.add(PlanLines.waiting(asset.name(), Asset.SELF, node.partition())));
        }
        return lines;
    }

    private static boolean isOwn(Asset asset, Node node) {
        return node.name().equals(asset.name());
    }

    private Verdict decide(Asset asset, Node node) {
        TestingTables.Facts facts = tables.of(asset.name());
        Partition partition = node.partition();
        boolean quarantined = facts.quarantined().containsKey(partition);
        boolean asked = request.force() == Request.Force.NAMED && scope.isNamed(node);
        boolean retried = request.mode() == Request.Mode.QUARANTINED && scope.isNamed(node);
        Set<String> followed = followed(
                asset,
                node,
                asset.inputs().stream().filter(NaivePlanner::isStrict).toList());
        boolean follows = !followed.isEmpty();
        boolean healed = quarantined
                && (retried
                        || !followed(asset, node, asset.inputs()).isEmpty()
                        || comparison.isReleased(asset, partition));
        Map<Reason, Set<String>> compared = comparison.reasons(asset, partition);
        Set<Reason> certain = EnumSet.noneOf(Reason.class);
        certain.addAll(compared.keySet());
        if (asked) {
            certain.add(Reason.ASKED);
        }
        if (healed) {
            certain.add(Reason.QUARANTINED);
        }
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        reasons.addAll(certain);
        if (follows && facts.built().containsKey(partition)) {
            reasons.add(Reason.UPSTREAM);
        }
        boolean allowed = scope.isEligible(node)
                && (!quarantined || healed || asked)
                && (!facts.foreign().contains(partition) || asked)
                && (!facts.expired().contains(partition) || asked);
        boolean wanted = allowed && isWanted(reasons, follows);
        boolean blocked = isBlocked(asset, node);
        Set<Node> lacking = wanted && !blocked ? lacking(asset, node) : Set.of();
        boolean rewritten = wanted && !blocked && lacking.isEmpty();
        boolean spare = !rewritten
                && !blocked
                && facts.expired().contains(partition)
                && scope.isPermitted(asset, node)
                && (!quarantined || healed)
                && lacking(asset, node).isEmpty();
        Optional<LeftOut> leftOut = wanted && blocked && !scope.isExcepted(node)
                ? Optional.of(LeftOut.BLOCKED)
                : leftOut(node, reasons, rewritten, !lacking.isEmpty());
        Set<String> touched = new HashSet<>(asked || healed ? NaiveComparison.EVERYTHING : Set.of());
        compared.values().forEach(touched::addAll);
        touched.addAll(facts.built().containsKey(partition) ? followed : Set.of());
        return new Verdict(reasons, touched, !certain.isEmpty(), rewritten, spare, blocked, leftOut, lacking);
    }

    private boolean isWanted(Set<Reason> reasons, boolean follows) {
        return switch (request.mode()) {
            case OUT_OF_DATE -> !reasons.isEmpty();
            case MISSING -> reasons.contains(Reason.MISSING) || reasons.contains(Reason.ASKED);
            case QUARANTINED ->
                reasons.contains(Reason.QUARANTINED)
                        || reasons.contains(Reason.ASKED)
                        || (follows && !reasons.isEmpty());
        };
    }

    private Optional<LeftOut> leftOut(Node node, Set<Reason> reasons, boolean rewritten, boolean waits) {
        if (scope.isExcepted(node)) {
            return Optional.of(LeftOut.EXCEPTED);
        }
        if (rewritten || !scope.isEligible(node)) {
            return Optional.empty();
        }
        TestingTables.Facts facts = tables.of(node.name());
        if (waits) {
            return Optional.of(LeftOut.WAITING);
        }
        if (facts.quarantined().containsKey(node.partition())) {
            return Optional.of(LeftOut.QUARANTINED);
        }
        if (facts.foreign().contains(node.partition())) {
            return Optional.of(LeftOut.FOREIGN);
        }
        if (facts.expired().contains(node.partition())) {
            return Optional.of(LeftOut.EXPIRED);
        }
        return Optional.of(reasons.isEmpty() ? LeftOut.FRESH : LeftOut.STALE);
    }

    /**
     * In which columns it is another because something that it reads is rebuilt by this plan, or would be, had it not been
     * dropped on purpose.
     */
    private Set<String> followed(Asset asset, Node node, List<Asset.Input> inputs) {
        Set<String> followed = new HashSet<>();
        for (Asset.Input input : inputs) {
            comparison
                    .reads(input, node.partition())
                    .forEach(
                            read -> followed.addAll(NaiveComparison.derived(asset, input, moving(input.name(), read))));
        }
        asset.ownPartitions()
                .ifPresent(own -> reads.ofSelf(asset, node.partition())
                        .forEach(read ->
                                followed.addAll(NaiveComparison.derived(asset, own, moving(asset.name(), read)))));
        return followed;
    }

    /** The columns in which a partition will be another. */
    private Set<String> moving(String name, Partition partition) {
        Verdict verdict = verdicts.get(new Node(name, partition));
        return verdict != null && (verdict.rewritten() || isStaleButExpired(name, partition, verdict))
                ? verdict.touched()
                : Set.of();
    }

    private boolean isStaleButExpired(String name, Partition partition, Verdict verdict) {
        return request.mode() == Request.Mode.OUT_OF_DATE
                && tables.of(name).expired().contains(partition)
                && scope.isEligible(new Node(name, partition))
                && !verdict.reasons().isEmpty();
    }

    /** Whether it reads rows that a source keeps no longer, or something that is not there and would have to. */
    private boolean isBlocked(Asset asset, Node node) {
        for (Asset.Input input : asset.inputs()) {
            for (Partition read : comparison.reads(input, node.partition())) {
                if (warehouse.isSource(input.name())
                        ? isGone(asset, input, node.partition(), read)
                        : isLackingForGood(new Node(input.name(), read))) {
                    return true;
                }
            }
        }
        return reads.ofSelf(asset, node.partition()).stream()
                .anyMatch(own -> isLackingForGood(new Node(asset.name(), own)));
    }

    private boolean isLackingForGood(Node node) {
        return verdicts.containsKey(node) && verdict(node).blocked() && isLacking(node);
    }

    private Verdict verdict(Node node) {
        return Optional.ofNullable(verdicts.get(node)).orElseThrow();
    }

    private boolean isGone(Asset asset, Asset.Input input, Partition partition, Partition read) {
        Optional<Period> kept = warehouse.source(input.name()).orElseThrow().retain();
        if (input.isAsOfSnapshots()) {
            // An older snapshot does where that is not known to have been there; what came later does not.
            Set<Partition> there = tables.of(input.name()).present();
            boolean isMissed = tables.of(input.name()).changedAt().containsKey(read)
                    || NaiveAsOf.isBeforeAll(input, partition, there);
            if (!isMissed || NaiveAsOf.declared(input, there).isEmpty()) {
                return false;
            }
        }
        if (kept.isEmpty()
                || input.partitioning().time().isEmpty()
                || tables.version(input.name()) < 0
                || readsEverythingBefore(asset, input)) {
            return false;
        }
        LocalDate since = now.atZone(ZoneOffset.UTC).toLocalDate().minus(kept.get());
        return NaiveAsOf.end(read).atZone(ZoneOffset.UTC).toLocalDate().compareTo(since) <= 0
                && !tables.of(input.name()).present().contains(read);
    }

    private static boolean readsEverythingBefore(Asset asset, Asset.Input input) {
        return readsWithoutEnd(asset, input, IntervalSet.of(Long.MIN_VALUE, -1_000_000));
    }

    /** What it reads and is not there, nor will be. */
    private Set<Node> lacking(Asset asset, Node node) {
        Set<Node> lacking = new HashSet<>();
        for (Asset.Input input : asset.inputs()) {
            for (Partition read : comparison.reads(input, node.partition())) {
                if (warehouse.isSource(input.name())
                        ? sourceLacks(asset, input, read)
                        : assetLacks(asset, input, read)) {
                    lacking.add(new Node(input.name(), read));
                }
            }
        }
        reads.ofSelf(asset, node.partition()).stream()
                .map(own -> new Node(asset.name(), own))
                .filter(this::isLacking)
                .forEach(lacking::add);
        return lacking;
    }

    private boolean assetLacks(Asset asset, Asset.Input input, Partition read) {
        Node node = new Node(input.name(), read);
        boolean beyond = !verdicts.containsKey(node);
        return beyond ? !readsOpenEnd(asset, input) : isLacking(node);
    }

    private boolean isLacking(Node node) {
        TestingTables.Facts facts = tables.of(node.name());
        Partition partition = node.partition();
        Verdict verdict = verdicts.get(node);
        if (verdict != null && (verdict.rewritten() || verdict.spare())) {
            return false;
        }
        boolean there = isBuilt(facts, partition) || facts.foreign().contains(partition);
        return !there || facts.quarantined().containsKey(partition);
    }

    private boolean sourceLacks(Asset asset, Asset.Input input, Partition read) {
        if (tables.version(input.name()) < 0) {
            return true;
        }
        Partitioning source = input.mapping().upstream();
        boolean isFuture = !source.extent(now).contains(read);
        if (isFuture && readsOpenEnd(asset, input)) {
            return false;
        }
        Set<Partition> present = tables.of(input.name()).present();
        if (input.isAsOf() && NaiveAsOf.declared(input, present).isEmpty()) {
            return true;
        }
        if (input.requirement() == InputDeclaration.Requirement.EVERY_PARTITION) {
            return !present.contains(read);
        }
        // Of snapshots an older one does.
        return !input.isAsOf()
                && source.time()
                        .map(time ->
                                present.stream().allMatch(p -> p.ordinal(time.column()) < read.ordinal(time.column())))
                        .orElse(false);
    }

    private static boolean readsOpenEnd(Asset asset, Asset.Input input) {
        return readsWithoutEnd(asset, input, IntervalSet.of(1_000_000, Long.MAX_VALUE));
    }

    /** Whether it reads all, or at offsets so far that no bounded window has them. */
    private static boolean readsWithoutEnd(Asset asset, Asset.Input input, IntervalSet far) {
        if (asset.partitioning().time().isEmpty()) {
            return true;
        }
        if (input.isAsOfSnapshots()) {
            return false;
        }
        TimeRule rule = Optional.ofNullable(asset.declaration().inputs().get(input.name()))
                .orElseThrow()
                .rule()
                .time();
        return rule instanceof TimeRule.Whole
                || (rule instanceof TimeRule.Aligned aligned
                        && aligned.offsets().intersects(far));
    }

    private static boolean isBuilt(TestingTables.Facts facts, Partition partition) {
        return facts.built().containsKey(partition) && !facts.expired().contains(partition);
    }

    static boolean isStrict(Asset.Input input) {
        return input.changes() != InputDeclaration.ChangePolicy.IGNORE;
    }
}
