package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.pipeline.FieldCompletion;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineColumn;
import io.streamhouse.pipeline.PipelineColumn.Time;
import java.util.List;
import java.util.function.Supplier;

/** What forms know while a pipeline is open: the catalogs, and what was found of its nodes. */
final class OpenSurroundings implements FormSurroundings {

    private final Catalogs catalogs;
    private final CatalogNames names;
    private final Supplier<OpenPipeline.State> state;

    OpenSurroundings(Catalogs catalogs, CatalogNames names, Supplier<OpenPipeline.State> state) {
        this.catalogs = catalogs;
        this.names = names;
        this.state = state;
    }

    @Override
    public DatabaseId current() {
        return state.get().content().current();
    }

    @Override
    public List<RelationRef> relations() {
        return catalogs.relations();
    }

    @Override
    public List<PipelineColumn> columns(RelationId relation) {
        Relation known = catalogs.storedDefinitions().get(relation);
        return known == null
                ? List.of()
                : known.schema().storedColumns().stream()
                        .map(column -> new PipelineColumn(column.name(), column.type(), column.nullable(), Time.NO))
                        .toList();
    }

    @Override
    public List<SqlEditor.Item> complete(Pipeline pipeline, String node, String field, String text, int offset) {
        DatabaseId current = current();
        return FieldCompletion.complete(
                        pipeline,
                        state.get().checks(),
                        node,
                        field,
                        text,
                        offset,
                        names.completion(Namespace.of(current.catalog(), current.name())))
                .stream()
                .map(EditorMarks::item)
                .toList();
    }
}
