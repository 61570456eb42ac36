package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.check.FieldCompletion;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What forms ask while somebody types, answered from what is in memory of the catalogs. */
final class EditorSurroundings implements FormSurroundings {

    private final PageServices services;
    private final OpenPipeline open;

    EditorSurroundings(PageServices services, OpenPipeline open) {
        this.services = services;
        this.open = open;
    }

    @Override
    public DatabaseId current() {
        return open.state().content().current();
    }

    @Override
    public List<RelationRef> relations() {
        return services.catalogs().relations();
    }

    @Override
    public List<PipelineColumn> columns(RelationId relation) {
        return services.names().schema(relation).map(Schema::columns).orElse(List.of()).stream()
                .map(EditorSurroundings::column)
                .toList();
    }

    @Override
    public List<SqlEditor.Item> complete(Pipeline pipeline, String node, String field, String text, int offset) {
        return FieldCompletion.complete(pipeline, open.state().checks(), node, field, text, offset, source()).stream()
                .map(EditorSurroundings::item)
                .toList();
    }

    @Override
    public boolean costs(Pipeline upTo, String view, Consumer<FreshnessCurve> told) {
        OpenPipeline.State state = open.state();
        boolean right =
                upTo.nodes().stream().allMatch(node -> state.checks().get(node.name()) instanceof NodeCheck.Typed);
        if (!right) {
            told.accept(SliderCurves.unknown("What it costs is said once its steps are right"));
            return false;
        }
        PipelineContent content = new PipelineContent(
                upTo, Map.of(), state.content().mode(), state.content().current(), Optional.empty());
        services.work()
                .look(
                        UI.getCurrent(),
                        () -> SliderCurves.of(services.costs().curve(content, view, state.checks())),
                        told,
                        failure -> told.accept(
                                SliderCurves.unknown(ProblemTexts.of(failure).what())));
        return true;
    }

    /** For somebody whose unqualified names are looked up where the pipeline's are. */
    CompletionSource source() {
        return services.names()
                .completion(Namespace.of(current().catalog(), current().name()));
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
