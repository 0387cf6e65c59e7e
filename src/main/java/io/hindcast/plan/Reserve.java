package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;

/**
 * What was dropped on purpose and is built again if steps of a plan read it.
 *
 * @param reasons why it would be out of date, were it there
 */
record Reserve(PartitionSet partitions, Reasons reasons) {}
