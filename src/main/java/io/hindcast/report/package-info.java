/** Plans, standings, runs and problems as people and programs read them: console texts and JSON, made from values alone. */
@NullMarked
package io.hindcast.report;

import org.jspecify.annotations.NullMarked;
