package io.streamhouse.console.pipeline;

import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what the content of one pipeline means. Remembers what it has found, so that a small change takes a moment
 * only.
 */
final class ContentMeanings {

    private final PipelineLanguage language;
    private final PipelineLanguage.Checking checking;

    ContentMeanings(PipelineLanguage language) {
        this.language = language;
        this.checking = language.checking();
    }

    /**
     * What a content means.
     *
     * @param pipeline its picture: that of its text, where a person wrote one that can be read
     * @param asText nodes that no step covers, and why
     * @param verdicts what the planner says of targets; empty until it was asked
     */
    record Meaning(
            Pipeline pipeline,
            SqlSide sql,
            List<ReadPipeline.AsText> asText,
            Map<String, NodeCheck> checks,
            Map<String, TargetVerdict> verdicts) {

        /** Nothing has been found out yet. */
        static Meaning unknown(PipelineContent content) {
            return new Meaning(
                    content.pipeline(), new SqlSide.InStep(content.text().orElse("")), List.of(), Map.of(), Map.of());
        }

        /** With what the planner and, knowing that, the checks say. */
        Meaning judged(Judged judged) {
            return new Meaning(pipeline, sql, asText, judged.checks(), judged.verdicts());
        }
    }

    /** What asking the planner came to. */
    record Judged(Map<String, NodeCheck> checks, Map<String, TargetVerdict> verdicts) {}

    /** @param before what was found last */
    Meaning find(PipelineContent content, Meaning before) {
        Pipeline pipeline = content.pipeline();
        Optional<SqlSide> written = Optional.empty();
        List<ReadPipeline.AsText> texts = stillAsText(pipeline, before.asText());
        if (content.text().isPresent()) {
            String text = content.text().get();
            try {
                ReadPipeline read = language.read(text, content.current(), pipeline);
                pipeline = read.pipeline();
                texts = read.asText();
                written = Optional.of(new SqlSide.InStep(text));
            } catch (ProblemException e) {
                written = Optional.of(new SqlSide.Unread(text, e.problem()));
            }
        }
        Map<String, NodeCheck> found = checking.check(pipeline, content.current(), content.mode());
        Pipeline picture = pipeline;
        return new Meaning(
                picture, written.orElseGet(() -> write(picture, found, before.sql())), texts, found, Map.of());
    }

    private SqlSide write(Pipeline pipeline, Map<String, NodeCheck> found, SqlSide before) {
        if (pipeline.nodes().isEmpty()) {
            return new SqlSide.InStep("");
        }
        try {
            return new SqlSide.InStep(language.write(pipeline, found));
        } catch (ProblemException e) {
            return new SqlSide.Unwritten(before.text(), e.problem());
        }
    }

    private static List<ReadPipeline.AsText> stillAsText(Pipeline pipeline, List<ReadPipeline.AsText> before) {
        return before.stream()
                .filter(text -> pipeline.node(text.node())
                        .filter(node -> node.step() instanceof Step.Query)
                        .isPresent())
                .toList();
    }

    /** Asks the planner as well, which takes its time. */
    Judged judge(PipelineContent content) {
        Map<String, TargetVerdict> verdicts = checking.judge(content.pipeline(), content.current(), content.mode());
        return new Judged(checking.check(content.pipeline(), content.current(), content.mode()), verdicts);
    }
}
