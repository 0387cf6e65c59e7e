package io.hindcast.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Gathers the columns of an {@link Entry}; each method sets one. Not for sharing between threads. */
public final class EntryBuilder {

    private final Instant at;
    private final Event event;
    private final String warehouse;
    private String asset = "";
    private String partition = "";
    private OptionalLong partitions = OptionalLong.empty();
    private String reason = "";
    private String run = "";
    private String step = "";
    private OptionalInt attempt = OptionalInt.empty();
    private String fingerprint = "";
    private Map<String, String> columns = Map.of();
    private Map<String, Long> inputs = Map.of();
    private OptionalLong version = OptionalLong.empty();
    private OptionalLong rows = OptionalLong.empty();
    private OptionalLong bytes = OptionalLong.empty();
    private OptionalLong files = OptionalLong.empty();
    private String hash = "";
    private Map<String, String> hashes = Map.of();
    private OptionalDouble seconds = OptionalDouble.empty();
    private String error = "";
    private String actor = "";
    private String detail = "";
    private String table = "";
    private Map<String, InputRead.Origin> origins = Map.of();
    private Optional<ColumnChange> change = Optional.empty();
    private EntryDetail.Purpose purpose = EntryDetail.Purpose.READERS;

    EntryBuilder(Instant at, Event event, String warehouse) {
        this.at = at;
        this.event = event;
        this.warehouse = warehouse;
    }

    public EntryBuilder asset(String value) {
        this.asset = value;
        return this;
    }

    /** One partition or a set, and how many that is. */
    public EntryBuilder partitions(String text, long count) {
        this.partition = text;
        this.partitions = OptionalLong.of(count);
        return this;
    }

    /** A set whose count is unknown or without end. */
    public EntryBuilder partition(String text) {
        this.partition = text;
        return this;
    }

    public EntryBuilder reason(String value) {
        this.reason = value;
        return this;
    }

    public EntryBuilder run(String value) {
        this.run = value;
        return this;
    }

    /** A step and the number of its attempt, counted from one. */
    public EntryBuilder attempt(String stepId, int number) {
        this.step = stepId;
        this.attempt = OptionalInt.of(number);
        return this;
    }

    public EntryBuilder step(String value) {
        this.step = value;
        return this;
    }

    public EntryBuilder fingerprints(String ofJob, Map<String, String> ofColumns) {
        this.fingerprint = ofJob;
        this.columns = ofColumns;
        return this;
    }

    public EntryBuilder inputs(Map<String, Long> versions) {
        this.inputs = versions;
        return this;
    }

    /** What was read: the versions, and in the detail what tells more of the inputs. */
    public EntryBuilder read(Map<String, InputRead> inputsRead) {
        this.inputs = InputRead.versions(inputsRead);
        this.origins = EntryDetail.origins(inputsRead);
        return this;
    }

    /** The id of the asset's table, in the detail. */
    public EntryBuilder table(String id) {
        this.table = id;
        return this;
    }

    /** How new content differs from what was there, in the detail. */
    public EntryBuilder change(Optional<ColumnChange> value) {
        this.change = value;
        return this;
    }

    /** Built for steps of the same run alone, in the detail. */
    public EntryBuilder scaffolding() {
        this.purpose = EntryDetail.Purpose.SCAFFOLDING;
        return this;
    }

    public EntryBuilder version(long value) {
        this.version = OptionalLong.of(value);
        return this;
    }

    public EntryBuilder size(long rowCount, long byteCount, long fileCount) {
        this.rows = OptionalLong.of(rowCount);
        this.bytes = OptionalLong.of(byteCount);
        this.files = OptionalLong.of(fileCount);
        return this;
    }

    public EntryBuilder hashes(String ofRows, Map<String, String> ofColumns) {
        this.hash = ofRows;
        this.hashes = ofColumns;
        return this;
    }

    public EntryBuilder seconds(double value) {
        this.seconds = OptionalDouble.of(value);
        return this;
    }

    public EntryBuilder error(String value) {
        this.error = value;
        return this;
    }

    public EntryBuilder actor(String value) {
        this.actor = value;
        return this;
    }

    public EntryBuilder detail(String json) {
        this.detail = json;
        return this;
    }

    /** The entry. */
    public Entry build() {
        return new Entry(
                at,
                event,
                warehouse,
                asset,
                partition,
                partitions,
                reason,
                run,
                step,
                attempt,
                fingerprint,
                columns,
                inputs,
                version,
                rows,
                bytes,
                files,
                hash,
                hashes,
                seconds,
                error,
                actor,
                new EntryDetail(table, origins, change, purpose).in(detail));
    }
}
