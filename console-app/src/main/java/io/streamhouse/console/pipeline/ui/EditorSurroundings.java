package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.FieldCompletion;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineColumn;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What forms ask while somebody types, answered from what is in memory of the catalogs. */
final class EditorSurroundings implements FormSurroundings {

    private final CatalogNames names;
    private final Supplier<List<RelationRef>> relations;
    private final OpenPipeline open;

    EditorSurroundings(CatalogNames names, Supplier<List<RelationRef>> relations, OpenPipeline open) {
        this.names = names;
        this.relations = relations;
        this.open = open;
    }

    @Override
    public DatabaseId current() {
        return open.state().content().current();
    }

    @Override
    public List<RelationRef> relations() {
        return relations.get();
    }

    @Override
    public List<PipelineColumn> columns(RelationId relation) {
        return names.schema(relation).map(Schema::columns).orElse(List.of()).stream()
                .map(EditorSurroundings::column)
                .toList();
    }

    @Override
    public List<SqlEditor.Item> complete(Pipeline pipeline, String node, String field, String text, int offset) {
        return FieldCompletion.complete(pipeline, open.state().checks(), node, field, text, offset, source()).stream()
                .map(EditorSurroundings::item)
                .toList();
    }

    /** For somebody whose unqualified names are looked up where the pipeline's are. */
    CompletionSource source() {
        return names.completion(Namespace.of(current().catalog(), current().name()));
    }

    private static PipelineColumn column(Column column) {
        return new PipelineColumn(column.name(), column.type(), column.nullable(), PipelineColumn.Time.NO);
    }

    private static SqlEditor.Item item(Suggestion suggestion) {
        String kind =
                switch (suggestion.kind()) {
                    case ALIAS -> "column";
                    case OPTION, JOIN, SNIPPET -> "keyword";
                    case CATALOG, DATABASE, TABLE, VIEW, COLUMN, FUNCTION, KEYWORD ->
                        suggestion.kind().name().toLowerCase(Locale.ROOT);
                };
        return new SqlEditor.Item(
                suggestion.label(), kind, suggestion.detail(), suggestion.insert(), suggestion.from(), suggestion.to());
    }
}
