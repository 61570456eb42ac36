package io.streamhouse.console.pipeline;

import io.streamhouse.pipeline.Step;
import java.util.Locale;

/** Names that nodes get by themselves, and what steps of a person's work are called. */
final class PipelineWords {

    private PipelineWords() {}

    /** What a node is called if nobody says otherwise; not yet unique. */
    static String name(Step step) {
        return switch (step) {
            case Step.Source source -> source.relation().name();
            case Step.IntoTable into -> "into_" + into.relation().name();
            case Step.IntoNewTable into -> "into_" + into.relation().name();
            case Step.IntoView into -> "into_" + into.relation().name();
            case Step.Filter ignored -> "filtered";
            case Step.Project ignored -> "computed";
            case Step.Join join ->
                switch (join.kind()) {
                    case INNER, LEFT, RIGHT, FULL -> "joined";
                    case SEMI -> "having";
                    case ANTI -> "lacking";
                };
            case Step.IntervalJoin ignored -> "joined_in_time";
            case Step.TemporalJoin ignored -> "looked_up";
            case Step.Aggregate ignored -> "summed_up";
            case Step.Window ignored -> "windowed";
            case Step.Deduplicate ignored -> "unique_rows";
            case Step.TopN ignored -> "top_rows";
            case Step.SetOperation set ->
                switch (set.kind()) {
                    case UNION_ALL, UNION -> "united";
                    case INTERSECT -> "in_both";
                    case EXCEPT -> "remaining";
                };
            case Step.SortLimit ignored -> "sorted";
            case Step.TableCall ignored -> "expanded";
            case Step.Query ignored -> "query";
        };
    }

    /** A step's kind in a person's words, such as {@code interval join}. */
    static String kind(Step step) {
        String simple = step.getClass().getSimpleName();
        return simple.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
