package io.hindcast.run;

import java.time.Duration;

/**
 * What was spent on a step or a half up to the end of an attempt.
 *
 * @param waited for this attempt
 * @param idle for all its attempts together, in this life of the run
 * @param sinceFirst from the begin of its first attempt in this life of the run
 */
public record Effort(Duration waited, Duration idle, Duration sinceFirst) {}
