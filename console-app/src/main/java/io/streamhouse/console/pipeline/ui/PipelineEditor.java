package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.component.tabs.TabSheet;
import io.streamhouse.component.Choices;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PipelineCanvas;
import io.streamhouse.component.PipelineDrawing;
import io.streamhouse.component.PipelinePalette;
import io.streamhouse.component.PipelinePalette.Relation;
import io.streamhouse.component.PipelinePlaces;
import io.streamhouse.component.Toast;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.PipelineSeen;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pipeline, open in this window: palette, canvas and form, and below them its SQL, rows and versions. */
final class PipelineEditor extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST_FOUND = 40;

    private final transient PageServices services;
    private final transient OpenPipeline open;
    private final transient EditorEdits edits;
    private final transient LiveFigures live = new LiveFigures();
    private final EditorHeader header;
    private final SavingBar saving;
    private final RunBar run;
    private final PipelinePalette palette = new PipelinePalette(PipelineSketch.kinds(), this::find);
    private final PipelineCanvas canvas = new PipelineCanvas("Pipeline", PipelineSketch.kinds(), this::find);
    private final PipelineOutline outline;
    private final NodeForm form;
    private final SqlPane sql;
    private final SamplePane sample;
    private final VersionsTab versions;
    private final TabSheet below = new TabSheet();
    private final Choices<Boolean> faces = new Choices<>("How the pipeline is shown", faces(), this::turn);
    private transient OpenPipeline.State state;
    private transient @Nullable Watch watch;
    private transient @Nullable Watch feed;
    private String chosen = "";

    PipelineEditor(PageServices services, OpenPipeline open) {
        this.services = services;
        this.open = open;
        this.state = open.state();
        addClassName("pipeline-editor");
        EditorSurroundings around = new EditorSurroundings(services, open);
        edits = new EditorEdits(open, this::exists, this::choose);
        run = new RunBar(services, open, this::choose);
        header = new EditorHeader(open, run, () -> new HttpCallsDialog(PipelineCalls.of(open.state(), chosen)).open());
        saving =
                new SavingBar(open, copy -> getUI().ifPresent(ui -> ui.navigate(PipelinesNavigation.route(copy.id()))));
        form = new NodeForm(around, edits);
        outline = new PipelineOutline(around, edits);
        sql = new SqlPane(around::source, text -> attempt(() -> open.setSql(text)));
        sample = new SamplePane(services, open);
        versions = new VersionsTab(services, open);
        listen();
        add(header, saving, work());
        show(state);
    }

    private Component work() {
        Div drawn = new Div(canvas, outline);
        drawn.addClassNames("pipeline-drawn", "sh-card", "sh-flush");
        outline.setVisible(false);
        palette.addClassNames("sh-card", "sh-flush");
        form.addClassNames("sh-card", "pipeline-form");
        below.addThemeNames("small");
        below.add("SQL", sql);
        below.add("Rows", sample);
        below.add("Versions", versions);
        below.addSelectedChangeListener(change -> versions.refresh(below.getSelectedIndex() == 2));
        below.addClassNames("sh-card", "sh-flush", "pipeline-below");
        faces.show(false);
        below.setSuffixComponent(faces);
        Div top = new Div(palette, drawn, form);
        top.addClassName("pipeline-top");
        SplitLayout split = new SplitLayout(top, below, SplitLayout.Orientation.VERTICAL);
        split.setSplitterPosition(66);
        split.addClassName("pipeline-split");
        return split;
    }

    private static Map<Boolean, String> faces() {
        Map<Boolean, String> words = new LinkedHashMap<>();
        words.put(false, "Picture");
        words.put(true, "Table");
        return words;
    }

    private void turn(boolean toTable) {
        canvas.setVisible(!toTable);
        outline.setVisible(toTable);
        faces.show(toTable);
    }

    private void listen() {
        canvas.addEditListener(edit -> attempt(() -> edits.apply(edit)));
        canvas.addSelectedListener(
                selected -> showForm(selected.ids().size() == 1 ? selected.ids().getFirst() : ""));
        canvas.addOpenedListener(opened -> {
            showForm(opened.id());
            form.focus();
        });
        form.addLeftListener(() -> form.node().ifPresent(canvas::focusStep));
        canvas.addSampleListener(wanted -> sample(wanted.id()));
        palette.addAddedListener(added -> attempt(() -> edits.apply(new PipelineCanvas.Edit.Add(
                added.kind(),
                Optional.of(added.relation()).filter(relation -> !relation.isEmpty()),
                Optional.of(chosen).filter(node -> !node.isEmpty()),
                Optional.empty(),
                Optional.empty()))));
        Shortcuts.addShortcutListener(this, run::keep, Key.KEY_S, KeyModifier.CONTROL)
                .setBrowserDefaultAllowed(false);
    }

    String id() {
        return open.id();
    }

    String title() {
        return state.name();
    }

    /** Shows a node and its form. */
    void choose(String node) {
        showForm(node);
        canvas.select(node.isEmpty() ? Set.of() : Set.of(node));
    }

    private void sample(String node) {
        below.setSelectedIndex(1);
        sample.sample(node);
    }

    private void showForm(String node) {
        chosen = node;
        OpenPipeline.State now = open.state();
        if (now.pipeline().node(node).isPresent()) {
            form.show(now.pipeline(), node, now.checks());
        } else {
            form.clear();
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = open.onChange(newer -> ui.access(() -> show(open.state())));
        feed = services.feed().watch(open.id(), seen -> ui.access(() -> show(seen)));
        show(open.state());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
        if (feed != null) {
            feed.close();
        }
        open.close();
    }

    private void show(OpenPipeline.State newer) {
        state = newer;
        PipelineDrawing drawing = PipelineSketch.of(newer.pipeline(), newer.checks(), newer.asText());
        Map<String, PipelineDrawing.Place> known =
                EditorEdits.canvasPlaces(newer.content().places());
        Map<String, PipelineDrawing.Place> places = PipelinePlaces.completed(drawing, known);
        canvas.setLabel("Pipeline " + newer.name());
        canvas.show(drawing, places);
        outline.show(newer.pipeline(), newer.checks());
        header.show(newer);
        saving.show(newer);
        run.show(newer);
        sql.show(newer.sql());
        showForm(chosen);
        // How high a card is, is known once its columns are.
        if (newer.checked() && !known.keySet().containsAll(places.keySet())) {
            attempt(() -> open.place(EditorEdits.places(places)));
        }
    }

    private void show(PipelineSeen seen) {
        run.show(seen.status());
        Map<String, PipelineDrawing.Figures> figures =
                new HashMap<>(live.of(seen.figures(), services.clock().instant()));
        figures.keySet().removeIf(node -> state.pipeline().node(node).isEmpty());
        canvas.setFigures(figures);
    }

    /** Does something to the pipeline, or says why that can't be. */
    private void attempt(Runnable edit) {
        try {
            edit.run();
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }

    private boolean exists(RelationId relation) {
        return services.catalogs().relations().stream().anyMatch(ref -> ref.id().equals(relation));
    }

    private List<Relation> find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        String home = open.state().content().current().name();
        return services.catalogs().relations().stream()
                .map(RelationRef::id)
                .filter(id -> id.toString().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(java.util.Comparator.comparing(
                                (RelationId id) -> !id.database().equals(home))
                        .thenComparing(id -> !id.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .thenComparing(RelationId::toString))
                .limit(MOST_FOUND)
                .map(id -> new Relation(id.toString(), id.name(), id.database(), "relation"))
                .toList();
    }
}
