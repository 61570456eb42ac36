package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.Choices;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.jobs.ui.JobsNavigation;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.PipelineChange;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.ui.ViewsNavigation;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.PipelineNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Whether it runs, how it is to run, and the buttons for that. */
final class RunBar extends Div {

    private static final long serialVersionUID = 1L;

    private final transient PageServices services;
    private final transient OpenPipeline open;
    private final transient Consumer<String> show;
    private final StatusChip chip = new StatusChip(Tone.NEUTRAL, "AT REST");
    private final Div links = new Div();
    private final Choices<ExecutionMode> modes;
    private final Button start = new Button("Start", VaadinIcon.PLAY.create(), click -> start());
    private final Button stop = new Button("Stop", VaadinIcon.STOP.create(), click -> stop());
    private final Button change = new Button("Change what runs …", click -> previewChange());
    private transient PipelineStatus status = PipelineStatus.AT_REST;
    private transient OpenPipeline.State state;
    private boolean busy;

    /** @param show shows a node and its form */
    RunBar(PageServices services, OpenPipeline open, Consumer<String> show) {
        this.services = services;
        this.show = show;
        this.open = open;
        this.state = open.state();
        addClassNames("sh-actions", "pipeline-run");
        Map<ExecutionMode, String> choices = new EnumMap<>(ExecutionMode.class);
        choices.put(ExecutionMode.STREAMING, "Streaming");
        choices.put(ExecutionMode.BATCH, "Batch");
        modes = new Choices<>("How it is run", choices, open::setMode);
        start.addThemeVariants(ButtonVariant.PRIMARY);
        change.addThemeVariants(ButtonVariant.PRIMARY);
        links.addClassName("pipeline-links");
        add(chip, links, modes, change, stop, start);
        draw();
    }

    void show(OpenPipeline.State newer) {
        state = newer;
        modes.show(newer.content().mode());
        draw();
    }

    void show(PipelineStatus newer) {
        if (!newer.equals(status)) {
            status = newer;
            chip.show(tone(newer.state()), newer.state().name().replace('_', ' '));
            chip.getElement()
                    .setAttribute(
                            "title",
                            newer.problem().map(problem -> problem.what()).orElse(""));
            links.removeAll();
            newer.job().ifPresent(job -> links.add(link(JobsNavigation.route(job), "Job")));
            newer.views().forEach(view -> links.add(link(ViewsNavigation.route(view), view.name())));
            draw();
        }
    }

    private static Anchor link(String route, String text) {
        Anchor link = new Anchor(route, text);
        link.setRouterIgnore(false);
        return link;
    }

    private void draw() {
        boolean runs = status.state().active();
        boolean rests = status.state() == PipelineStatus.State.STOPPED;
        boolean differs = state.changed()
                || status.revision().isPresent() && status.revision().getAsLong() != state.revision();
        start.setVisible(!runs && !(rests && differs));
        start.setText(rests ? "Go on" : "Start");
        stop.setVisible(runs);
        change.setVisible((runs || rests) && differs && status.revision().isPresent());
        start.setEnabled(!busy);
        stop.setEnabled(!busy);
        change.setEnabled(!busy);
    }

    /** What is kept is what runs: so it is kept first. */
    private void start() {
        work(
                () -> {
                    open.keep();
                    return services.runs().start(services.actor().get(), open.id());
                },
                now -> {
                    show(now);
                    Toast.done("“" + state.name() + "” was started");
                });
    }

    private void stop() {
        work(() -> services.runs().stop(services.actor().get(), open.id()), now -> {
            show(now);
            Toast.done("“" + state.name() + "” was stopped");
        });
    }

    private void previewChange() {
        work(() -> services.changes().preview(open.id(), open.state().content()), this::ask);
    }

    private void ask(PipelineChange found) {
        ChangeDialog dialog = new ChangeDialog(
                        state.name(),
                        found.nodes().stream().map(RunBar::line).toList(),
                        found.goesOn(),
                        found.why(),
                        () -> carryOut(found.goesOn()))
                .withViews(found.views());
        found.hindrance().ifPresent(dialog::hinderedBy);
        dialog.open();
    }

    private void carryOut(boolean goesOn) {
        work(
                () -> {
                    open.keep();
                    return services.changes()
                            .carryOut(
                                    services.actor().get(),
                                    open.id(),
                                    goesOn ? PipelineChange.How.GO_ON : PipelineChange.How.ANEW);
                },
                now -> {
                    show(now);
                    Toast.done("“" + state.name() + "” runs as it is drawn now");
                });
    }

    private static ChangeDialog.Line line(PipelineChange.NodeChange change) {
        return new ChangeDialog.Line(
                change.node(),
                switch (change.fate()) {
                    case KEPT -> ChangeDialog.Fate.KEPT;
                    case REBUILT -> ChangeDialog.Fate.REBUILT;
                    case LOST -> ChangeDialog.Fate.LOST;
                    case STATELESS -> ChangeDialog.Fate.NONE;
                },
                change.says());
    }

    private <T> void work(Supplier<T> what, Consumer<T> done) {
        getUI().ifPresent(ui -> {
            busy = true;
            draw();
            services.work().run(ui, what, done, this::point, () -> {
                busy = false;
                services.feed().refresh();
                draw();
            });
        });
    }

    /** What stands against running it names the node it is about: that is shown. */
    private void point(RuntimeException failure) {
        if (failure instanceof ProblemException known) {
            state.pipeline().nodes().stream()
                    .map(PipelineNode::name)
                    .filter(name -> known.problem().what().startsWith("“" + name + "”"))
                    .findFirst()
                    .ifPresent(show);
        }
    }

    private static Tone tone(PipelineStatus.State state) {
        return switch (state) {
            case AT_REST, STOPPED, FINISHED -> Tone.NEUTRAL;
            case STARTING, STOPPING -> Tone.ACCENT;
            case RUNNING -> Tone.OK;
            case RESTARTING, UNKNOWN -> Tone.WARN;
            case FAILED -> Tone.BAD;
        };
    }

    /** Keeps what is drawn as a version. */
    void keep() {
        try {
            Toast.done("Kept as version " + open.keep().revision());
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }
}
