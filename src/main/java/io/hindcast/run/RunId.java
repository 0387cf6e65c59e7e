package io.hindcast.run;

/**
 * Who carries out what: the identity that everything a run writes carries.
 *
 * @param run its id, such as {@code r-20260131-142501-3f9a}
 * @param actor who asked: user and host
 */
public record RunId(String run, String warehouse, String actor) {}
