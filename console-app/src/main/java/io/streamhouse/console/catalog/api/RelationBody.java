package io.streamhouse.console.catalog.api;

import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.Column;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.TableFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relation as the API answers with it. The figures are null for what Paimon does not store, and for what could not be
 * read.
 *
 * @param rows physical rows; for a table with a key an upper bound of the logical ones
 */
record RelationBody(
        String id,
        RelationKind kind,
        List<RelationColumn> columns,
        List<String> primaryKey,
        List<String> partitionKeys,
        @Nullable RelationWatermark watermark,
        Map<String, String> options,
        @Nullable String comment,
        @Nullable String query,
        @Nullable Long snapshots,
        @Nullable Long currentSnapshot,
        @Nullable Long files,
        @Nullable Long bytes,
        @Nullable Long rows,
        @Nullable Instant lastCommit) {

    /** A column; {@code computedAs} is null for stored ones. */
    record RelationColumn(
            String name,
            String type,
            boolean nullable,
            @Nullable String comment,
            @Nullable String computedAs) {
        static RelationColumn of(Column column) {
            return new RelationColumn(
                    column.name(),
                    column.type(),
                    column.nullable(),
                    column.comment().orElse(null),
                    column.computedAs().orElse(null));
        }
    }

    /** Where event time comes from. */
    record RelationWatermark(String column, String expression) {}

    static RelationBody of(RelationOverview relation) {
        Optional<TableFacts> facts = relation.facts();
        return new RelationBody(
                relation.id().toString(),
                relation.kind(),
                relation.schema().columns().stream().map(RelationColumn::of).toList(),
                relation.schema().primaryKey(),
                relation.schema().partitionKeys(),
                relation.schema()
                        .watermark()
                        .map(watermark -> new RelationWatermark(watermark.column(), watermark.expression()))
                        .orElse(null),
                relation.options(),
                relation.comment().orElse(null),
                relation.query().orElse(null),
                facts.map(TableFacts::snapshots).orElse(null),
                facts.flatMap(TableFacts::currentSnapshot)
                        .map(snapshot -> snapshot.id())
                        .orElse(null),
                facts.map(TableFacts::files).orElse(null),
                facts.map(TableFacts::bytes).orElse(null),
                facts.map(TableFacts::rows).orElse(null),
                facts.flatMap(TableFacts::currentSnapshot)
                        .map(snapshot -> snapshot.committedAt())
                        .orElse(null));
    }
}
