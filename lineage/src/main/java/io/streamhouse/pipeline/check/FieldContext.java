package io.streamhouse.pipeline.check;

import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.sql.Completer;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.Suggestion;
import io.streamhouse.sql.Suggestion.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field's text stands in: a query over the node's inputs, or a choice of their columns. */
record FieldContext(Pipeline pipeline, Map<String, NodeCheck> checks, CompletionSource source) {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");
    private static final List<String> INTERVALS = List.of("SECOND", "MINUTE", "HOUR", "DAY");

    List<Suggestion> complete(String name, String field, String text, int offset) {
        Optional<PipelineNode> node = pipeline.node(name);
        if (node.isEmpty()) {
            return List.of();
        }
        Map<String, List<PipelineColumn>> inputs = inputs(name);
        String of = INDEX.matcher(field).replaceAll("");
        return switch (node.get().step()) {
            case Step.Query ignored -> within("", text, "", offset, inputs);
            case Step.Filter ignored -> within("SELECT * FROM " + from(inputs) + " WHERE ", text, "", offset, inputs);
            case Step.Window ignored ->
                switch (of) {
                    case "time" -> columns(text, times(port(inputs, 0)));
                    case "windowing.partitionBy" -> columns(text, port(inputs, 0));
                    default -> intervals(text);
                };
            case Step.Deduplicate ignored when of.equals("keys") -> columns(text, port(inputs, 0));
            case Step.IntervalJoin ignored when of.equals("from") || of.equals("to") -> intervals(text);
            case Step.IntervalJoin ignored when of.equals("leftTime") -> columns(text, times(port(inputs, 0)));
            case Step.IntervalJoin ignored when of.equals("rightTime") -> columns(text, times(port(inputs, 1)));
            case Step.TemporalJoin ignored when of.equals("time") -> columns(text, times(port(inputs, 0)));
            case Step.IntoTable into
            when of.equals("columns") ->
                columns(
                        text,
                        source.schema(into.relation())
                                .map(schema -> schema.storedColumns().stream()
                                        .map(column -> new PipelineColumn(
                                                column.name(), column.type(), column.nullable(), Time.NO))
                                        .toList())
                                .orElse(List.of()));
            case Step.Target ignored ->
                of.equals("primaryKey") || of.equals("partitionedBy") ? columns(text, port(inputs, 0)) : List.of();
            case Step ignored
            when of.equals("on") -> within("SELECT * FROM " + joined(inputs) + " ON ", text, "", offset, inputs);
            case Step ignored when isExpression(of) -> within("SELECT ", text, " FROM " + from(inputs), offset, inputs);
            case Step ignored -> List.of();
        };
    }

    private static boolean isExpression(String field) {
        return field.endsWith(".expression") || field.equals("partitionBy") || field.equals("call");
    }

    private Map<String, List<PipelineColumn>> inputs(String name) {
        Map<String, List<PipelineColumn>> inputs = new LinkedHashMap<>();
        for (Link link : pipeline.inputs(name)) {
            boolean known = checks.get(link.from()) instanceof NodeCheck.Typed;
            inputs.put(
                    link.from(),
                    known && checks.get(link.from()) instanceof NodeCheck.Typed typed ? typed.columns() : List.of());
        }
        return inputs;
    }

    private static List<PipelineColumn> port(Map<String, List<PipelineColumn>> inputs, int port) {
        return inputs.values().stream().skip(port).findFirst().orElse(List.of());
    }

    /** Points in time, first those that windows can go by. */
    private static List<PipelineColumn> times(List<PipelineColumn> columns) {
        List<PipelineColumn> times = new ArrayList<>(
                columns.stream().filter(column -> column.time() != Time.NO).toList());
        columns.stream()
                .filter(column -> column.time() == Time.NO && column.type().startsWith("TIMESTAMP"))
                .forEach(times::add);
        return times;
    }

    private static String from(Map<String, List<PipelineColumn>> inputs) {
        return String.join(", ", inputs.keySet().stream().map(Lexeme::written).toList());
    }

    private static String joined(Map<String, List<PipelineColumn>> inputs) {
        return String.join(
                " JOIN ", inputs.keySet().stream().map(Lexeme::written).toList());
    }

    private List<Suggestion> within(
            String before, String text, String after, int offset, Map<String, List<PipelineColumn>> inputs) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        inputs.forEach((name, columns) -> schemas.put(name, schema(columns)));
        int shift = before.length();
        return Completer.complete(before + text + after, shift + offset, new InputNames(source, schemas)).stream()
                .filter(suggestion -> suggestion.from() >= shift && suggestion.to() <= shift + text.length())
                .map(suggestion -> new Suggestion(
                        suggestion.label(),
                        suggestion.kind(),
                        suggestion.detail(),
                        suggestion.insert(),
                        suggestion.from() - shift,
                        suggestion.to() - shift))
                .toList();
    }

    private static Schema schema(List<PipelineColumn> columns) {
        return new Schema(
                columns.stream()
                        .map(column -> column.nullable()
                                ? io.streamhouse.model.Column.of(column.name(), column.type())
                                : io.streamhouse.model.Column.notNull(column.name(), column.type()))
                        .toList(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** A field that holds one column's name, which a statement quotes where it has to. */
    private static List<Suggestion> columns(String text, List<PipelineColumn> columns) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        return columns.stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).startsWith(typed))
                .map(column ->
                        new Suggestion(column.name(), Kind.COLUMN, detail(column), column.name(), 0, text.length()))
                .toList();
    }

    private static String detail(PipelineColumn column) {
        return switch (column.time()) {
            case NO -> column.type();
            case EVENT -> column.type() + ", event time";
            case PROCESSING -> column.type() + ", processing time";
        };
    }

    private static List<Suggestion> intervals(String text) {
        return INTERVALS.stream()
                .map(unit -> "INTERVAL '1' " + unit)
                .filter(interval -> interval.toLowerCase(Locale.ROOT)
                        .startsWith(text.strip().toLowerCase(Locale.ROOT)))
                .map(interval -> new Suggestion(interval, Kind.SNIPPET, "interval", interval, 0, text.length()))
                .toList();
    }
}
