package io.hindcast.delta;

import io.hindcast.asset.Column;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be done with a table before rows of certain columns can be written into it. */
public sealed interface SchemaChange {

    /** The result of the one function that fits. */
    <T> T match(
            Function<None, T> none,
            Function<Create, T> create,
            Function<AddColumns, T> addColumns,
            Function<BeginAnew, T> beginAnew);

    /** How a person reads it. */
    String description();

    /** Nothing: the table is as it must be. */
    record None() implements SchemaChange {
        @Override
        public <T> T match(
                Function<None, T> none,
                Function<Create, T> create,
                Function<AddColumns, T> addColumns,
                Function<BeginAnew, T> beginAnew) {
            return none.apply(this);
        }

        @Override
        public String description() {
            return "no change";
        }
    }

    /** There is no table yet: it is created by a commit without rows. */
    record Create() implements SchemaChange {
        @Override
        public <T> T match(
                Function<None, T> none,
                Function<Create, T> create,
                Function<AddColumns, T> addColumns,
                Function<BeginAnew, T> beginAnew) {
            return create.apply(this);
        }

        @Override
        public String description() {
            return "create the table";
        }
    }

    /** The table lacks columns: one metadata commit adds them at its end. */
    record AddColumns(List<Column> columns) implements SchemaChange {

        public AddColumns {
            columns = List.copyOf(columns);
        }

        @Override
        public <T> T match(
                Function<None, T> none,
                Function<Create, T> create,
                Function<AddColumns, T> addColumns,
                Function<BeginAnew, T> beginAnew) {
            return addColumns.apply(this);
        }

        @Override
        public String description() {
            return "add " + columns.stream().map(Column::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * The table differs in what cannot be changed in place: one commit without rows gives it its new columns and
     * empties it.
     *
     * @param reason the difference, in words
     */
    record BeginAnew(String reason) implements SchemaChange {
        @Override
        public <T> T match(
                Function<None, T> none,
                Function<Create, T> create,
                Function<AddColumns, T> addColumns,
                Function<BeginAnew, T> beginAnew) {
            return beginAnew.apply(this);
        }

        @Override
        public String description() {
            return "begin the table anew: " + reason;
        }
    }
}
