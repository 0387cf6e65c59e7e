package io.hindcast.asset;

import java.util.List;

/** What only the table of a source can tell. */
public interface SourceColumns {

    /** The columns of the source's table; empty when there is no table yet. */
    List<Column> of(SourceDeclaration source);
}
