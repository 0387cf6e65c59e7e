package io.hindcast.asset;

import java.util.SortedSet;

/** What only the rows of a source can tell: the keys of a dimension that is declared {@code {from: airports.faa}}. */
public interface KeyDiscovery {

    /** The distinct values of a column, without null and the empty text; none when there is no table yet. */
    SortedSet<String> keys(SourceDeclaration source, String column);
}
