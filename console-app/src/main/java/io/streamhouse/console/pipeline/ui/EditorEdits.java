package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.PipelineCanvas.Edit;
import io.streamhouse.component.PipelineDrawing;
import io.streamhouse.component.PipelinePlaces;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.Place;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a person does to the open pipeline, wherever on the page it is done. */
final class EditorEdits implements PipelineEdits {

    private static final double BESIDE = 36;

    private final OpenPipeline open;
    private final Predicate<RelationId> exists;
    private final Consumer<String> show;

    /**
     * @param exists whether there is such a relation
     * @param show shows a node and its form
     */
    EditorEdits(OpenPipeline open, Predicate<RelationId> exists, Consumer<String> show) {
        this.open = open;
        this.exists = exists;
        this.show = show;
    }

    @Override
    public void change(PipelineNode node) {
        open.change(node);
    }

    @Override
    public void rename(String from, String to) {
        open.rename(from, to);
        show.accept(to.strip());
    }

    @Override
    public void add(PipelineNode node) {
        Pipeline part = new Pipeline(List.of(node), List.of());
        Pipeline with = pipeline().with(new PipelineNode(pipeline().freeName(node.name()), node.step(), node.note()));
        Place place = placeIn(with, with.nodes().getLast().name());
        Map<String, String> called = open.paste(part, Map.of(node.name(), place));
        show.accept(called.getOrDefault(node.name(), node.name()));
    }

    @Override
    public void remove(Set<String> names) {
        open.remove(names);
    }

    @Override
    public void link(Link link) {
        open.connect(link.from(), link.to(), link.port());
    }

    @Override
    public void unlink(String to, int port) {
        open.disconnect(to, port);
    }

    @Override
    public void open(String node) {
        show.accept(node);
    }

    /** What was done on the canvas. */
    void apply(Edit edit) {
        switch (edit) {
            case Edit.Add add -> add(add);
            case Edit.Connect connect ->
                open.connect(
                        connect.link().from(),
                        connect.link().to(),
                        connect.link().port());
            case Edit.Remove remove -> {
                remove.inputs().forEach(input -> open.disconnect(input.to(), input.port()));
                open.remove(remove.nodes());
            }
            case Edit.Duplicate duplicate -> duplicate(duplicate.nodes());
            case Edit.Move move -> open.move(places(move.places()));
            case Edit.Arrange ignored -> open.arrange(places(PipelinePlaces.arranged(sketch(pipeline()))));
            case Edit.Undo ignored -> open.undo();
            case Edit.Redo ignored -> open.redo();
        }
    }

    private void add(Edit.Add add) {
        StepKind kind = PipelineSketch.kind(add.kind());
        Step begun = kind.begun(add.relation().map(RelationId::parse).orElseGet(() -> fresh(kind)));
        Optional<String> after = add.after()
                .or(() -> add.onto().map(PipelineDrawing.Link::from))
                .filter(from -> begun.mostInputs() > 0)
                .filter(from -> pipeline().node(from).stream()
                        .anyMatch(node -> node.step().hasOutput()));
        Step step = after.map(from -> suggested(begun, from)).orElse(begun);
        String called = after.map(from -> open.addAfter(from, step, place(add, step, after)))
                .orElseGet(() -> open.add(step, place(add, step, after)));
        if (step.hasOutput()) {
            (after.isPresent() ? add.onto() : lacking(add))
                    .ifPresent(link -> open.connect(called, link.to(), link.port()));
        }
        show.accept(called);
    }

    /** The input whose source is added. */
    private static Optional<PipelineDrawing.Link> lacking(Edit.Add add) {
        return add.onto().filter(link -> link.from().isEmpty());
    }

    private Step suggested(Step begun, String from) {
        List<PipelineColumn> columns =
                open.state().checks().get(from) instanceof NodeCheck.Typed typed ? typed.columns() : List.of();
        return pipeline()
                .node(from)
                .map(before -> SuggestedStep.after(begun, before.step(), columns))
                .orElse(begun);
    }

    private Place place(Edit.Add add, Step step, Optional<String> after) {
        return add.at().map(at -> new Place(at.x(), at.y())).orElseGet(() -> {
            String name = pipeline().freeName("new");
            Pipeline with = pipeline().with(PipelineNode.of(name, step));
            Optional<Link> link = after.map(from -> new Link(from, name, 0))
                    .or(() -> lacking(add).map(input -> new Link(name, input.to(), input.port())));
            return placeIn(link.map(with::linked).orElse(with), name);
        });
    }

    /** Beside the originals, with the links between them. */
    private void duplicate(Set<String> names) {
        Pipeline all = pipeline();
        Set<String> others = all.nodes().stream()
                .map(PipelineNode::name)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toSet());
        Map<String, Place> places = new HashMap<>();
        Map<String, Place> known = open.state().content().places();
        names.forEach(name -> Optional.ofNullable(known.get(name))
                .ifPresent(at -> places.put(name, new Place(at.x() + BESIDE, at.y() + BESIDE))));
        open.paste(all.without(others), places);
    }

    private Place placeIn(Pipeline with, String name) {
        Map<String, PipelineDrawing.Place> known =
                canvasPlaces(open.state().content().places());
        PipelineDrawing.Place place =
                PipelinePlaces.completed(sketch(with), known).get(name);
        return place == null ? new Place(0, 0) : new Place(place.x(), place.y());
    }

    /** A relation that is not there yet, called like the pipeline. */
    private RelationId fresh(StepKind kind) {
        DatabaseId current = open.state().content().current();
        if (kind == StepKind.INTO_TABLE) {
            return current.relation("table_name");
        }
        String wanted = open.state().name().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String base = wanted.isEmpty() || wanted.equals("_") ? "result" : wanted.replaceAll("^_+|_+$", "");
        Set<RelationId> written = pipeline().targets().stream()
                .map(target -> target.step() instanceof Step.Target into ? into.relation() : current.relation(base))
                .collect(Collectors.toSet());
        RelationId relation = current.relation(base);
        for (int number = 2; exists.test(relation) || written.contains(relation); number++) {
            relation = current.relation(base + "_" + number);
        }
        return relation;
    }

    private Pipeline pipeline() {
        return open.state().pipeline();
    }

    private PipelineDrawing sketch(Pipeline pipeline) {
        return PipelineSketch.of(pipeline, open.state().checks(), List.of());
    }

    static Map<String, PipelineDrawing.Place> canvasPlaces(Map<String, Place> places) {
        Map<String, PipelineDrawing.Place> all = new HashMap<>();
        places.forEach((name, place) -> all.put(name, new PipelineDrawing.Place(place.x(), place.y())));
        return all;
    }

    static Map<String, Place> places(Map<String, PipelineDrawing.Place> places) {
        Map<String, Place> all = new HashMap<>();
        places.forEach((name, place) -> all.put(name, new Place(place.x(), place.y())));
        return all;
    }
}
