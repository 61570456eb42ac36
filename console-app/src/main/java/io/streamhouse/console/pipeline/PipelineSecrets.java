package io.streamhouse.console.pipeline;

import io.streamhouse.model.Redactor;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Hides what is secret in a pipeline before it goes out, and puts it back where it comes in again hidden. */
public final class PipelineSecrets {

    private PipelineSecrets() {}

    /** For people and programs: secret options hidden, and those inside queries kept as text. */
    public static Pipeline hidden(Pipeline pipeline) {
        return new Pipeline(
                pipeline.nodes().stream()
                        .map(node -> new PipelineNode(node.name(), hidden(node.step()), node.note()))
                        .toList(),
                pipeline.links());
    }

    private static Step hidden(Step step) {
        return switch (step) {
            case Step.Source source -> new Step.Source(source.relation(), Redactor.options(source.hints()));
            case Step.Query query -> new Step.Query(Redactor.text(query.sql()));
            case Step.IntoNewTable into ->
                new Step.IntoNewTable(
                        into.relation(),
                        into.columns(),
                        into.primaryKey(),
                        into.partitionedBy(),
                        Redactor.options(into.options()));
            case Step.IntoView into ->
                new Step.IntoView(
                        into.relation(),
                        into.primaryKey(),
                        into.partitionedBy(),
                        into.freshness(),
                        into.mode(),
                        Redactor.options(into.options()));
            case Step other -> other;
        };
    }

    /** What came in, with the secrets that it shows as hidden taken from the nodes of the same name before. */
    public static Pipeline restored(Pipeline incoming, Pipeline before) {
        return new Pipeline(
                incoming.nodes().stream()
                        .map(node -> new PipelineNode(
                                node.name(),
                                before.node(node.name())
                                        .map(old -> restored(node.step(), old.step()))
                                        .orElse(node.step()),
                                node.note()))
                        .toList(),
                incoming.links());
    }

    private static Step restored(Step step, Step before) {
        return switch (step) {
            case Step.Source source
            when before instanceof Step.Source old ->
                new Step.Source(source.relation(), restored(source.hints(), old.hints()));
            case Step.Query query
            when before instanceof Step.Query old -> query.sql().equals(Redactor.text(old.sql())) ? old : query;
            case Step.IntoNewTable into
            when before instanceof Step.IntoNewTable old ->
                new Step.IntoNewTable(
                        into.relation(),
                        into.columns(),
                        into.primaryKey(),
                        into.partitionedBy(),
                        restored(into.options(), old.options()));
            case Step.IntoView into
            when before instanceof Step.IntoView old ->
                new Step.IntoView(
                        into.relation(),
                        into.primaryKey(),
                        into.partitionedBy(),
                        into.freshness(),
                        into.mode(),
                        restored(into.options(), old.options()));
            case Step other -> other;
        };
    }

    private static Map<String, String> restored(Map<String, String> options, Map<String, String> before) {
        Map<String, String> whole = new HashMap<>(options);
        whole.replaceAll((key, value) -> value.contains(Redactor.HIDDEN)
                ? Optional.ofNullable(before.get(key)).orElse(value)
                : value);
        return whole;
    }
}
