package io.streamhouse.pipeline.check;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a mistake out of a step, so that others in it can be seen. */
final class Mistakes {

    private static final Pattern OF_LIST =
            Pattern.compile("(?<list>columns|keys|measures)\\[(?<at>\\d+)\\]\\.expression");

    private static final String NOTHING = "CAST(NULL AS INT)";
    private static final String ALWAYS = "TRUE";

    private Mistakes() {}

    /** The step with something that is right in place of what this field has; empty if nothing can stand there. */
    static Optional<Step> without(Step step, String field) {
        Matcher of = OF_LIST.matcher(field);
        boolean on = field.equals("on");
        if (!of.matches() && !on) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (step) {
                    case Step.Project project
                    when !on -> new Step.Project(project.keepAll(), without(project.columns(), of), project.distinct());
                    case Step.Join join ->
                        new Step.Join(
                                join.kind(),
                                on ? ALWAYS : join.on(),
                                on ? join.columns() : without(join.columns(), of));
                    case Step.IntervalJoin join ->
                        new Step.IntervalJoin(
                                join.kind(),
                                on ? "" : join.on(),
                                join.leftTime(),
                                join.rightTime(),
                                join.from(),
                                join.to(),
                                on ? join.columns() : without(join.columns(), of));
                    case Step.Aggregate aggregate
                    when of.matches() ->
                        of.group("list").equals("keys")
                                ? new Step.Aggregate(without(aggregate.keys(), of), aggregate.measures())
                                : new Step.Aggregate(aggregate.keys(), without(aggregate.measures(), of));
                    default -> null;
                });
    }

    private static List<NamedExpression> without(List<NamedExpression> columns, Matcher of) {
        int at = Integer.parseInt(of.group("at"));
        List<NamedExpression> changed = new ArrayList<>(columns);
        if (at < changed.size()) {
            changed.set(at, new NamedExpression(NOTHING, columns.get(at).name()));
        }
        return changed;
    }
}
