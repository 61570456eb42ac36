package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import java.util.Optional;
import java.util.OptionalLong;

/** Fields of steps that look at rows in groups. */
final class GroupFields {

    private GroupFields() {}

    static final class OfAggregate extends StepFields {

        private static final long serialVersionUID = 1L;

        private final RowsField<NamedExpression> keys;
        private final RowsField<NamedExpression> measures;

        OfAggregate(FormContext context, Step.Aggregate aggregate) {
            super(context);
            keys = expressions(
                    "Group by",
                    "keys",
                    "key",
                    "What rows of one group have in common; empty for one group of all. After a window step, window_start"
                            + " and window_end belong here.",
                    aggregate.keys());
            measures = expressions(
                    "Measures",
                    "measures",
                    "measure",
                    "What is made of each group: COUNT(*), SUM(amount), AVG(price), MAX(ordered_at).",
                    aggregate.measures());
        }

        @Override
        Step step() {
            return new Step.Aggregate(keys.values(), measures.values());
        }

        @Override
        void focus() {
            keys.focus();
        }
    }

    static final class OfDeduplicate extends StepFields {

        private static final long serialVersionUID = 1L;

        private final ColumnsField keys;
        private final RowsField<Ordering> by;

        OfDeduplicate(FormContext context, Step.Deduplicate deduplicate) {
            super(context);
            keys = columns(
                    "Key",
                    "keys",
                    "Of rows that are alike in these columns, one is kept.",
                    deduplicate.keys(),
                    inputs -> inputs.names(0));
            by = part(OrderingRow.rows(
                    context,
                    "Which one",
                    "Mostly a time column: the first row seen, or the latest.",
                    deduplicate.by(),
                    "keep the first",
                    "keep the last"));
        }

        @Override
        Step step() {
            return new Step.Deduplicate(keys.values(), by.values());
        }

        @Override
        void focus() {
            keys.focus();
        }
    }

    static final class OfTopN extends StepFields {

        private static final long serialVersionUID = 1L;

        private final Step.TopN before;
        private final ColumnsField partitionBy;
        private final RowsField<Ordering> by;
        private final TextField count;
        private final TextField rankColumn;

        OfTopN(FormContext context, Step.TopN topN) {
            super(context);
            before = topN;
            count = number("How many rows", "count", "Of each group, so many are kept.", OptionalLong.of(topN.count()));
            by = part(OrderingRow.rows(
                    context,
                    "Best by",
                    "What the first rows are first in.",
                    topN.by(),
                    "smallest first",
                    "largest first"));
            partitionBy = columns(
                    "Of each",
                    "partitionBy",
                    "What tells groups apart; empty for one group of all.",
                    topN.partitionBy(),
                    inputs -> inputs.names(0));
            rankColumn = text(
                    "Column for the place",
                    "rankColumn",
                    "Empty if the place is not wanted: fewer rows change then, as others move up or down.",
                    topN.rankColumn().orElse(""));
        }

        @Override
        Step step() {
            return new Step.TopN(
                    partitionBy.values(),
                    by.values(),
                    number(count).orElse(before.count()),
                    Optional.of(rankColumn.getValue().strip()).filter(name -> !name.isEmpty()));
        }

        @Override
        void focus() {
            count.focus();
        }
    }
}
