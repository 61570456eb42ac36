package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import java.util.List;
import java.util.function.Consumer;

/** The shop with one table. */
final class ShopSurroundings implements FormSurroundings {

    static final RelationId ORDERS = new RelationId("streamhouse", "shop", "orders");

    static final FreshnessCurve CURVE =
            new FreshnessCurve("USD", List.of(), List.of(), "", "As orders come in now", 1, null, "");

    @Override
    public DatabaseId current() {
        return ORDERS.databaseId();
    }

    @Override
    public List<RelationRef> relations() {
        return List.of(new RelationRef(ORDERS, RelationKind.TABLE));
    }

    @Override
    public List<PipelineColumn> columns(RelationId relation) {
        return List.of(new PipelineColumn("order_id", "BIGINT", false, Time.NO));
    }

    @Override
    public List<SqlEditor.Item> complete(Pipeline pipeline, String node, String field, String text, int offset) {
        return List.of();
    }

    @Override
    public boolean costs(Pipeline upTo, String view, Consumer<FreshnessCurve> told) {
        told.accept(CURVE);
        return true;
    }
}
