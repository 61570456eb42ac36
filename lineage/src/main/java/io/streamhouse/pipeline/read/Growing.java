package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pipeline as it is read, node by node, each after those it takes rows from. */
final class Growing {

    /** A column, as far as it is known from the tables. */
    record Known(String name, boolean notNull) {}

    /** The rows of a node. */
    record Rows(String node, Optional<List<Known>> columns) {}

    /** What a node is so far. */
    static final class Made {

        private String name;
        private Step step;
        private final List<String> inputs;
        private String note = "";
        private String why = "";
        private boolean nameless;
        private Optional<List<Known>> columns;

        Made(String name, boolean nameless, Step step, List<String> inputs, Optional<List<Known>> columns) {
            this.name = name;
            this.nameless = nameless;
            this.step = step;
            this.inputs = inputs;
            this.columns = columns;
        }

        String name() {
            return name;
        }

        Step step() {
            return step;
        }

        List<String> inputs() {
            return inputs;
        }

        String note() {
            return note;
        }

        /** Why it is a query as text; empty for a step. */
        Optional<String> why() {
            return why.isEmpty() ? Optional.empty() : Optional.of(why);
        }

        /** Whether the script gave it no name. */
        boolean nameless() {
            return nameless;
        }

        Rows rows() {
            return new Rows(name, columns);
        }

        boolean does(Step other, List<String> otherInputs) {
            return step.equals(other) && inputs.equals(otherInputs);
        }
    }

    private final List<Made> nodes = new ArrayList<>();
    private final Map<String, Made> byName = new HashMap<>();
    private final Set<String> reserved;

    /** @param reserved names that the script gives itself somewhere */
    Growing(Set<String> reserved) {
        this.reserved = reserved;
    }

    List<Made> nodes() {
        return nodes;
    }

    int size() {
        return nodes.size();
    }

    /** Takes back all that came after there were so many. */
    void backTo(int size) {
        while (nodes.size() > size) {
            byName.remove(nodes.remove(nodes.size() - 1).name);
        }
    }

    Optional<Made> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    boolean isSince(int size, String name) {
        return nodes.subList(Math.min(size, nodes.size()), nodes.size()).stream()
                .anyMatch(made -> made.name.equals(name));
    }

    /** A node that the script has no name for; one that does the same is taken again. */
    Rows add(String called, Step step, List<String> inputs, Optional<List<Known>> columns) {
        for (Made made : nodes) {
            if (made.nameless && made.does(step, inputs) && !(step instanceof Step.Source)) {
                return made.rows();
            }
        }
        return put(free(called), true, step, inputs, columns).rows();
    }

    /** A node of this name; the one that is there if it does the same. */
    Rows add(String name, Step step, List<String> inputs, String note, Optional<List<Known>> columns) {
        Made there = byName.get(name);
        if (there != null && there.does(step, inputs)) {
            there.nameless = false;
            noted(there, note);
            return there.rows();
        }
        Made made = put(there == null ? name : numbered(name), false, step, inputs, columns);
        noted(made, note);
        return made.rows();
    }

    private Made put(String name, boolean nameless, Step step, List<String> inputs, Optional<List<Known>> columns) {
        Made made = new Made(name, nameless, step, List.copyOf(inputs), columns);
        nodes.add(made);
        byName.put(name, made);
        return made;
    }

    /** Gives the last node made a name, if it has none of its own and came after there were so many; else adds one. */
    Rows name(Rows rows, String name, int since) {
        Made made = byName.get(rows.node());
        boolean last = !nodes.isEmpty() && nodes.get(nodes.size() - 1) == made && nodes.size() > since;
        if (made == null || !last || !made.nameless) {
            return made != null && made.name.equals(name)
                    ? rows
                    : add(name, new Step.Project(true, List.of(), false), List.of(rows.node()), "", rows.columns());
        }
        Made there = byName.get(name);
        if (there == made) {
            made.nameless = false;
            return rows;
        }
        if (there != null && there.does(made.step, made.inputs)) {
            nodes.remove(nodes.size() - 1);
            byName.remove(made.name);
            there.nameless = false;
            return there.rows();
        }
        byName.remove(made.name);
        made.name = there == null ? name : numbered(name);
        made.nameless = false;
        byName.put(made.name, made);
        return made.rows();
    }

    /** Another step for a node that nothing takes rows from yet. */
    Rows change(String node, Step step, Optional<List<Known>> columns) {
        Made made = byName.get(node);
        if (made == null) {
            throw new IllegalStateException("There is no node " + node);
        }
        made.step = step;
        made.columns = columns;
        return made.rows();
    }

    /** A query that stays text. @param why for a person; what was said first of the same query holds */
    Rows addText(Step.Query query, List<String> inputs, Optional<List<Known>> columns, String why) {
        Rows rows = add("query", query, inputs, columns);
        Made made = byName.get(rows.node());
        if (made != null && made.why.isEmpty()) {
            made.why = why;
        }
        return rows;
    }

    void note(String node, List<String> lines) {
        Made made = byName.get(node);
        if (made != null && !lines.isEmpty()) {
            noted(made, String.join("\n", lines));
        }
    }

    private static void noted(Made made, String note) {
        if (note.isEmpty() || made.note.equals(note) || made.note.contains("\n" + note)) {
            return;
        }
        made.note = made.note.isEmpty() ? note : made.note + "\n" + note;
    }

    private String free(String called) {
        if (!byName.containsKey(called) && !reserved.contains(called)) {
            return called;
        }
        return numbered(called);
    }

    private String numbered(String called) {
        for (int number = 2; ; number++) {
            String name = called + "_" + number;
            if (!byName.containsKey(name) && !reserved.contains(name)) {
                return name;
            }
        }
    }
}
