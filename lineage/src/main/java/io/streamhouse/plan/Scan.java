package io.streamhouse.plan;

import io.streamhouse.model.RelationId;
import java.util.Optional;

/**
 * One place where a query reads a table, after views have been replaced by their queries. A table joined with itself has
 * two.
 *
 * @param ordinal its place among the query's scans in the order of their text, from 0
 * @param alias the name given to the table there, if one is given
 * @param toldByWriters whether the table's changelog is what its writers say ({@code changelog-producer} is {@code input}).
 *     They may leave out what a row was before, as Flink's own UPDATE and DELETE do: a stream that is to be exact reads
 *     the table's files instead, with {@code changelog-producer} set to {@code none} for the reading
 */
public record Scan(int ordinal, RelationId relation, Optional<String> alias, boolean toldByWriters) {}
