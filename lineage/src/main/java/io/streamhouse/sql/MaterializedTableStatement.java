package io.streamhouse.sql;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Position;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement about materialized tables, Flink's name for materialized views. */
public sealed interface MaterializedTableStatement {

    /** A statement about one materialized table. */
    sealed interface OfOne extends MaterializedTableStatement {

        /** The table's name as written: one to three parts, without their quotes. */
        List<String> name();

        /** The table's id, its missing parts taken from where the session stands. */
        default RelationId id(DatabaseId current) {
            List<String> parts = name();
            return switch (parts.size()) {
                case 1 -> current.relation(parts.get(0));
                case 2 -> new RelationId(current.catalog(), parts.get(0), parts.get(1));
                default -> new RelationId(parts.get(0), parts.get(1), parts.get(2));
            };
        }
    }

    /**
     * {@code CREATE MATERIALIZED TABLE … AS query}.
     *
     * @param options the table's own; without {@code streamhouse.freshness} and {@code streamhouse.refresh-mode}, which
     *     are in {@code freshness} and {@code refreshMode}; DISTRIBUTED stands here as {@code bucket} and
     *     {@code bucket-key}
     * @param freshness empty if the statement has none
     * @param refreshMode empty if the statement has none
     * @param query as written, without the semicolon behind it
     * @param queryStart where the query starts in the statement
     */
    record Create(
            List<String> name,
            boolean ifNotExists,
            List<String> primaryKey,
            Optional<String> comment,
            List<String> partitionedBy,
            Map<String, String> options,
            Optional<FreshnessTarget> freshness,
            Optional<RequestedMode> refreshMode,
            String query,
            Position queryStart)
            implements OfOne {}

    /** {@code ALTER … SET FRESHNESS = …}, or {@code SET ('streamhouse.freshness' = …)}. */
    record SetFreshness(List<String> name, FreshnessTarget freshness) implements OfOne {}

    /** {@code ALTER … SET REFRESH_MODE = …}, or {@code SET ('streamhouse.refresh-mode' = …)}. */
    record SetRefreshMode(List<String> name, RequestedMode refreshMode) implements OfOne {}

    /** {@code ALTER … SET ('streamhouse.freshness' = …, 'streamhouse.refresh-mode' = …)}: both at once. */
    record SetFreshnessAndMode(List<String> name, FreshnessTarget freshness, RequestedMode refreshMode)
            implements OfOne {}

    /** {@code ALTER … SUSPEND}. */
    record Suspend(List<String> name) implements OfOne {}

    /** {@code ALTER … RESUME [WITH (…)]}. */
    record Resume(List<String> name, Map<String, String> options) implements OfOne {}

    /**
     * {@code ALTER … REFRESH [PARTITION (…)]}.
     *
     * @param partition values by partition column, as text; empty for the whole table
     */
    record Refresh(List<String> name, Map<String, String> partition) implements OfOne {}

    /** {@code ALTER … AS query}. */
    record ChangeQuery(List<String> name, String query, Position queryStart) implements OfOne {}

    /** {@code DROP MATERIALIZED TABLE [IF EXISTS]}. */
    record Drop(List<String> name, boolean ifExists) implements OfOne {}

    /**
     * {@code SHOW MATERIALIZED TABLES [FROM database] [[NOT] LIKE pattern]}.
     *
     * @param database its name as written, in one or two parts; empty for the current one
     * @param like SQL pattern that the tables' names must fit, or must not if {@code notLike}
     */
    record Show(List<String> database, Optional<String> like, boolean notLike) implements MaterializedTableStatement {}
}
