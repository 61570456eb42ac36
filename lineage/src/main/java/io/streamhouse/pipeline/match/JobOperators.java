package io.streamhouse.pipeline.match;

import io.streamhouse.model.JobDetail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's operators, read from the names of its tasks, in which Flink joins the operators that it chains:
 * {@code Source: orders[1] -> Calc[2] -> (Map -> Writer : a, Map -> Writer : b)}.
 */
record JobOperators(List<Operator> operators) {

    private static final String SOURCE = "Source: ";
    private static final Pattern NUMBER = Pattern.compile("\\[\\d+]$");

    /**
     * With a consumer id, as a view's job reads, Paimon looks for what is new in one task and reads it in the next, which
     * is followed by the scan as Flink's planner calls it: {@code Source: c.d.orders-Monitor}, then
     * {@code c.d.orders-Reader -> orders[1]}.
     */
    private static final Pattern MONITOR = Pattern.compile("^Source: .+\\..+\\.(?<table>[^.]+)-Monitor$");

    private static final Pattern READER = Pattern.compile("^.+\\..+\\.(?<table>[^.]+)-Reader$");

    /** What writes to a table; the table's name follows. */
    private static final Pattern SINK = Pattern.compile(
            "^(?:Sink|Writer|Global Committer|Compact Coordinator|Compact Worker)\\s*:\\s*(?<table>.+)$");

    /**
     * One operator.
     *
     * @param vertex id of the task it runs in
     * @param kind its name without the number that Flink adds
     * @param inputs those whose rows it takes
     */
    record Operator(String vertex, String name, String kind, Set<Integer> inputs) {

        /** The table it reads; empty text for one that reads none. */
        String reads() {
            Matcher reader = READER.matcher(name);
            if (reader.matches()) {
                return reader.group("table");
            }
            return kind.startsWith(SOURCE) && !MONITOR.matcher(name).matches() ? kind.substring(SOURCE.length()) : "";
        }

        /** The table it writes; empty text for one that writes none. */
        String writes() {
            Matcher sink = SINK.matcher(kind);
            return sink.matches() ? sink.group("table") : "";
        }
    }

    static JobOperators of(JobDetail job) {
        List<Operator> operators = new ArrayList<>();
        Map<String, List<Integer>> first = new HashMap<>();
        Map<String, List<Integer>> last = new HashMap<>();
        for (JobDetail.Vertex vertex : job.vertices()) {
            int start = operators.size();
            List<Integer> ends = new ArrayList<>();
            chain(vertex.id(), vertex.name(), Set.of(), operators, ends);
            first.put(vertex.id(), List.of(start));
            last.put(vertex.id(), ends);
        }
        for (JobDetail.Edge edge : job.edges()) {
            for (int to : first.getOrDefault(edge.toVertex(), List.of())) {
                operators.get(to).inputs().addAll(last.getOrDefault(edge.fromVertex(), List.of()));
            }
        }
        operators.replaceAll(operator -> named(operator, operators));
        return new JobOperators(List.copyOf(operators));
    }

    /** A reader that Flink calls by its scan alone is told by what it follows. */
    private static Operator named(Operator operator, List<Operator> operators) {
        boolean reads = operator.inputs().stream()
                .map(input -> MONITOR.matcher(operators.get(input).name()))
                .anyMatch(monitor -> monitor.matches() && monitor.group("table").equals(operator.kind()));
        return reads
                ? new Operator(operator.vertex(), operator.name(), SOURCE + operator.kind(), operator.inputs())
                : operator;
    }

    /** Reads one chain; what follows it begins at its ends. */
    private static void chain(
            String vertex, String text, Set<Integer> inputs, List<Operator> operators, List<Integer> ends) {
        String rest = text.strip();
        if (rest.startsWith("(") && rest.endsWith(")")) {
            for (String branch : branches(rest.substring(1, rest.length() - 1))) {
                chain(vertex, branch, inputs, operators, ends);
            }
            return;
        }
        int arrow = rest.indexOf(" -> ");
        String name = (arrow < 0 ? rest : rest.substring(0, arrow)).strip();
        String kind = NUMBER.matcher(name).replaceFirst("");
        Optional<Integer> read = inputs.stream()
                .filter(input -> READER.matcher(operators.get(input).name()).matches()
                        && operators.get(input).reads().equals(kind))
                .findFirst();
        int at = read.orElse(operators.size());
        if (read.isEmpty()) {
            operators.add(new Operator(vertex, name, kind, new HashSet<>(inputs)));
        }
        if (arrow < 0) {
            ends.add(at);
        } else {
            chain(vertex, rest.substring(arrow + 4), Set.of(at), operators, ends);
        }
    }

    private static List<String> branches(String text) {
        List<String> branches = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                branches.add(text.substring(start, at));
                start = at + 1;
            }
        }
        branches.add(text.substring(start));
        return branches;
    }

    Operator get(int at) {
        return operators.get(at);
    }

    /** Names of the tables that it or anything above it reads. */
    Set<String> tables(int at) {
        Set<String> tables = new TreeSet<>();
        for (int each : above(at)) {
            if (!get(each).reads().isEmpty()) {
                tables.add(get(each).reads());
            }
        }
        return tables;
    }

    /** It and all whose rows reach it. */
    Set<Integer> above(int at) {
        Set<Integer> above = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(at));
        while (!open.isEmpty()) {
            int next = open.removeLast();
            if (above.add(next)) {
                open.addAll(get(next).inputs());
            }
        }
        return above;
    }

    /** All tables that the job reads. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        operators.forEach(operator -> {
            if (!operator.reads().isEmpty()) {
                tables.add(operator.reads());
            }
        });
        return tables;
    }
}
