package io.hindcast.ledger;

import io.hindcast.partition.Partitioning;

/**
 * A table of the warehouse.
 *
 * @param name the source's or asset's name
 * @param path where it lies, absolute or a Hadoop URI
 * @param partitioning how its rows fall into partitions
 */
public record TableRef(String name, String path, Partitioning partitioning) {}
