package io.streamhouse.component;

import java.io.Serializable;
import java.util.List;

/**
 * What the pipeline canvas draws: steps and what leads from one to another.
 *
 * @param links only between nodes that are there
 */
public record PipelineDrawing(List<Node> nodes, List<Link> links) {

    public static final PipelineDrawing EMPTY = new PipelineDrawing(List.of(), List.of());

    /** What sort of step it is; decides its colour. */
    public enum Family {
        SOURCE,
        ROWS,
        COMBINE,
        GROUP,
        TEXT,
        TARGET
    }

    /** What is known of a step. */
    public enum State {
        FINE,
        WARNED,
        FAULTY,
        /** For another step that is faulty. */
        WAITING,
        UNCHECKED
    }

    /**
     * A column of the rows that come out.
     *
     * @param time whether windows can go by it
     */
    public record Column(String name, String type, boolean time) implements Serializable {}

    /**
     * A step.
     *
     * @param id what a person calls it; unique
     * @param kind decides the picture, such as {@code filter}; one of the palette's, or {@code source}
     * @param words what the step is, below its name
     * @param lines what it says, one each; cut where they are too long
     * @param ports a word for each input, in order
     * @param output whether rows come out of it
     * @param problem what is wrong, or what it waits for; may be empty
     * @param note a person's words about it; may be empty
     */
    public record Node(
            String id,
            String kind,
            String words,
            Family family,
            List<String> lines,
            List<String> ports,
            boolean output,
            List<Column> columns,
            State state,
            String problem,
            String note)
            implements Serializable {

        public Node {
            lines = List.copyOf(lines);
            ports = List.copyOf(ports);
            columns = List.copyOf(columns);
        }
    }

    /** @param port index of the input */
    public record Link(String from, String to, int port) implements Serializable {}

    /** Where the top left corner of a step is, in pixels. */
    public record Place(double x, double y) implements Serializable {}

    /**
     * How a running step is.
     *
     * @param line most important, such as rows a second
     * @param detail more of it; may be empty
     * @param busy share of the time, 0 to 1
     * @param pressure share of the time that it waits for what follows, 0 to 1
     * @param shared whom it shares these figures with, in words; may be empty
     */
    public record Figures(String line, String detail, double busy, double pressure, Tone tone, String shared)
            implements Serializable {}

    public PipelineDrawing {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }
}
