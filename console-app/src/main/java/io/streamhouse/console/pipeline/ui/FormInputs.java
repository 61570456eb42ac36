package io.streamhouse.console.pipeline.ui;

import io.streamhouse.model.Identifiers;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What flows into a node, as far as it is known. */
record FormInputs(List<Input> inputs) {

    static final FormInputs NONE = new FormInputs(List.of());

    /**
     * One input.
     *
     * @param label such as “Left input”
     * @param node whose rows it takes; empty if nothing is linked to it yet
     * @param columns empty while they are not known
     * @param unknown why they are not known; empty if they are
     */
    record Input(String label, Optional<String> node, List<PipelineColumn> columns, String unknown) {

        Input {
            columns = List.copyOf(columns);
        }
    }

    FormInputs {
        inputs = List.copyOf(inputs);
    }

    static FormInputs of(Pipeline pipeline, PipelineNode node, Map<String, NodeCheck> checks) {
        List<Link> links = pipeline.inputs(node.name());
        int count = Math.max(
                node.step().fewestInputs(),
                links.stream().mapToInt(link -> link.port() + 1).max().orElse(0));
        List<Input> inputs = new ArrayList<>();
        for (int port = 0; port < count; port++) {
            int at = port;
            Optional<String> from = links.stream()
                    .filter(link -> link.port() == at)
                    .map(Link::from)
                    .findFirst();
            String label = label(node.step(), port);
            inputs.add(from.map(name -> linked(label, name, Optional.ofNullable(checks.get(name))))
                    .orElseGet(() -> new Input(label, Optional.empty(), List.of(), "Nothing is linked to it yet")));
        }
        return new FormInputs(inputs);
    }

    /** What an input of a step is called. */
    static String label(Step step, int port) {
        if (step instanceof Step.Binary) {
            return port == 0 ? "Left input" : "Right input";
        }
        return step.mostInputs() == 1 ? "Input" : "Input " + (port + 1);
    }

    private static Input linked(String label, String name, Optional<NodeCheck> check) {
        if (check.isEmpty()) {
            return new Input(label, Optional.of(name), List.of(), "Its columns are being looked up");
        }
        return switch (check.get()) {
            case NodeCheck.Typed typed -> new Input(label, Optional.of(name), typed.columns(), "");
            case NodeCheck.Faulty ignored ->
                new Input(
                        label, Optional.of(name), List.of(), "Its columns are known once “" + name + "” is put right");
            case NodeCheck.Waiting waiting ->
                new Input(
                        label,
                        Optional.of(name),
                        List.of(),
                        "Its columns are known once “" + waiting.upstream() + "” is put right");
        };
    }

    /** Names of columns of one input, as expressions write them; empty while they are not known. */
    List<String> names(int port) {
        return port < inputs.size()
                ? inputs.get(port).columns().stream().map(PipelineColumn::name).toList()
                : List.of();
    }

    /** One input's time attributes: the columns that windows and joins by time can go by. */
    List<PipelineColumn> times(int port) {
        return port < inputs.size()
                ? inputs.get(port).columns().stream()
                        .filter(column -> column.time() != PipelineColumn.Time.NO)
                        .toList()
                : List.of();
    }

    /** A column as an expression of this node has to call it: qualified where two inputs have one of that name. */
    String written(int port, PipelineColumn column) {
        String plain = Identifiers.plain(column.name());
        for (int other = 0; other < inputs.size(); other++) {
            if (other != port && names(other).contains(column.name())) {
                return inputs.get(port).node().map(Identifiers::plain).orElse("") + "." + plain;
            }
        }
        return plain;
    }
}
