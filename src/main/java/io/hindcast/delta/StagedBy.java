package io.hindcast.delta;

/**
 * Who loads landing files.
 *
 * @param run the id of the run
 * @param actor user and host
 */
public record StagedBy(String run, String actor) {}
