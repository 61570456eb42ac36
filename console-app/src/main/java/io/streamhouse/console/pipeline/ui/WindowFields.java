package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.List;

/** Fields of the step that cuts event time into windows. */
final class WindowFields extends StepFields {

    private static final long serialVersionUID = 1L;

    private static final List<String> SIZES = List.of("10 s", "1 min", "5 min", "15 min", "1 h", "1 d");

    private static final String USUAL_SIZE = "INTERVAL '10' MINUTE";

    private static final String USUAL_STEP = "INTERVAL '1' MINUTE";

    /** One field for what is the slide of one shape and the step of another. */
    private static final String STEP_PATH = "windowing.slide";

    private enum Shape {
        TUMBLE("Tumble: one after the other"),
        HOP("Hop: overlapping"),
        CUMULATE("Cumulate: growing, then beginning again"),
        SESSION("Session: until nothing comes for a while");

        private final String words;

        Shape(String words) {
            this.words = words;
        }
    }

    private final ComboBox<String> time;
    private final Select<Shape> shape;
    private final ComboBox<String> step;
    private final ComboBox<String> size;
    private final ComboBox<String> gap;
    private final ColumnsField partitionBy;
    private final String stepBefore;
    private final String sizeBefore;
    private final String gapBefore;

    WindowFields(FormContext context, Step.Window window) {
        super(context);
        Windowing windowing = window.windowing();
        time = typed(
                "Time column",
                "time",
                "A column with a watermark: windows close when it has passed their end.",
                window.time());
        shape = select("Windows", "windowing", "", List.of(Shape.values()), chosen -> chosen.words, shape(windowing));
        stepBefore = step(windowing);
        sizeBefore = size(windowing);
        gapBefore = windowing instanceof Windowing.Session session ? session.gap() : USUAL_SIZE;
        step = length("Every", STEP_PATH, "", stepBefore, SIZES);
        size = length("Size", "windowing.size", "How long a window is.", sizeBefore, SIZES);
        gap = length("Gap", "windowing.gap", "A session ends when nothing came for so long.", gapBefore, SIZES);
        partitionBy = columns(
                "Sessions of each",
                "windowing.partitionBy",
                "What tells sessions apart, such as the customer; empty for one session of all.",
                windowing instanceof Windowing.Session session ? session.partitionBy() : List.of(),
                inputs -> inputs.names(0));
        chosen();
    }

    private static Shape shape(Windowing windowing) {
        return switch (windowing) {
            case Windowing.Tumble ignored -> Shape.TUMBLE;
            case Windowing.Hop ignored -> Shape.HOP;
            case Windowing.Cumulate ignored -> Shape.CUMULATE;
            case Windowing.Session ignored -> Shape.SESSION;
        };
    }

    private static String step(Windowing windowing) {
        return switch (windowing) {
            case Windowing.Hop hop -> hop.slide();
            case Windowing.Cumulate cumulate -> cumulate.step();
            case Windowing.Tumble ignored -> USUAL_STEP;
            case Windowing.Session ignored -> USUAL_STEP;
        };
    }

    private static String size(Windowing windowing) {
        return switch (windowing) {
            case Windowing.Tumble tumble -> tumble.size();
            case Windowing.Hop hop -> hop.size();
            case Windowing.Cumulate cumulate -> cumulate.size();
            case Windowing.Session ignored -> USUAL_SIZE;
        };
    }

    @Override
    void chosen() {
        Shape chosen = shape.getValue();
        boolean steps = chosen == Shape.HOP || chosen == Shape.CUMULATE;
        visible(step, steps);
        step.setHelperText(
                chosen == Shape.CUMULATE
                        ? "By how much a window grows before the next result; the size is a multiple of it."
                        : "How far apart windows begin; with less than the size, they overlap.");
        visible(size, chosen != Shape.SESSION);
        visible(gap, chosen == Shape.SESSION);
        partitionBy.setVisible(chosen == Shape.SESSION);
    }

    private static void visible(ComboBox<String> field, boolean visible) {
        field.getParent().ifPresent(part -> part.setVisible(visible));
    }

    @Override
    boolean show(NodeProblem problem) {
        return super.show(
                problem.field().equals("windowing.step")
                        ? new NodeProblem(STEP_PATH, problem.problem(), problem.blocking())
                        : problem);
    }

    @Override
    void offer(FormInputs inputs) {
        super.offer(inputs);
        offer(time, inputs.times(0).stream().map(PipelineColumn::name).toList());
    }

    @Override
    Step step() {
        String every = interval(step, stepBefore);
        String length = interval(size, sizeBefore);
        return new Step.Window(
                value(time),
                switch (shape.getValue()) {
                    case TUMBLE -> new Windowing.Tumble(length);
                    case HOP -> new Windowing.Hop(every, length);
                    case CUMULATE -> new Windowing.Cumulate(every, length);
                    case SESSION -> new Windowing.Session(interval(gap, gapBefore), partitionBy.values());
                });
    }

    @Override
    void focus() {
        time.focus();
    }
}
