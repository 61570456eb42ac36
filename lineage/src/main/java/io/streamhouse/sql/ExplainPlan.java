package io.streamhouse.sql;

import io.streamhouse.sql.PlanTree.Advice;
import io.streamhouse.sql.PlanTree.Node;
import io.streamhouse.sql.PlanTree.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the text that EXPLAIN answers with: its trees of operators, and its JSON of the job. */
public final class ExplainPlan {

    private static final Pattern TITLE = Pattern.compile("^==\\s*(?<title>.+?)\\s*==\\s*$");
    private static final Pattern LINE = Pattern.compile("(?s)(?<indent>(?:   |:  |:- |\\+- )*)(?<rest>[A-Za-z].*)");
    private static final Pattern OPERATOR = Pattern.compile("(?s)(?<name>[A-Za-z][A-Za-z0-9_$ ]*)(?<rest>.*)");
    private static final Pattern REUSED = Pattern.compile("reference_id=\\[(?<id>\\d+)]");
    private static final Pattern REUSABLE = Pattern.compile("\\(reuse_id=\\[(?<id>\\d+)]\\)");
    private static final Pattern COST = Pattern.compile("(?s)\\)\\s*:\\s*(?<cost>rowcount\\s*=.*)$");
    private static final Pattern ADVICE =
            Pattern.compile("^advice\\[(?<id>\\d+)]:\\s*(?:\\[(?<level>[A-Z]+)])?\\s*(?<text>.*)$");
    private static final int INDENT = 3;

    private ExplainPlan() {}

    /** Never fails: what it can't read is in {@link PlanTree#raw()} only. */
    public static PlanTree parse(String explainText) {
        List<Section> sections = new ArrayList<>();
        String title = "";
        List<String> lines = new ArrayList<>();
        for (String line : explainText.lines().toList()) {
            Matcher matcher = TITLE.matcher(line);
            if (matcher.matches()) {
                read(title, lines).ifPresent(sections::add);
                title = matcher.group("title");
                lines = new ArrayList<>();
            } else {
                lines.add(line);
            }
        }
        read(title, lines).ifPresent(sections::add);
        return new PlanTree(sections, explainText);
    }

    private static Optional<Section> read(String title, List<String> lines) {
        String body = String.join("\n", lines).strip();
        if (body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(body.startsWith("{") ? json(title, body) : tree(title, body));
    }

    // ---- trees

    /** A line of a tree while its inputs are still being read. */
    private record Draft(String id, int depth, String text, List<Draft> inputs) {}

    private static Section tree(String title, String body) {
        List<Draft> roots = new ArrayList<>();
        List<Advice> advice = new ArrayList<>();
        List<Draft> path = new ArrayList<>();
        int count = 0;
        for (String line : logicalLines(body)) {
            Matcher said = ADVICE.matcher(line);
            if (said.matches()) {
                String level = said.group("level");
                advice.add(new Advice(said.group("id"), level == null ? "" : level, said.group("text")));
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !line.contains("(")) {
                continue;
            }
            int depth = matcher.group("indent").length() / INDENT;
            Draft draft = new Draft("n" + ++count, depth, matcher.group("rest"), new ArrayList<>());
            while (!path.isEmpty() && path.get(path.size() - 1).depth() >= depth) {
                path.remove(path.size() - 1);
            }
            (path.isEmpty() ? roots : path.get(path.size() - 1).inputs()).add(draft);
            path.add(draft);
        }
        Map<String, String> reusable = new LinkedHashMap<>();
        roots.forEach(root -> findReusable(root, reusable));
        List<Node> nodes = new ArrayList<>();
        roots.forEach(root -> finish(root, reusable, nodes));
        return new Section(title, nodes, advice);
    }

    /** A line goes on while its brackets are open: members of a MultipleInput stand in lines of their own. */
    private static List<String> logicalLines(String body) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < body.length(); at++) {
            char c = body.charAt(at);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c == '[' || c == '(' || c == '{')) {
                depth++;
            } else if (!quoted && (c == ']' || c == ')' || c == '}')) {
                depth--;
            } else if (c == '\n' && depth <= 0) {
                lines.add(line.toString());
                line.setLength(0);
                depth = 0;
                quoted = false;
                continue;
            }
            line.append(c);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void findReusable(Draft draft, Map<String, String> reusable) {
        Matcher matcher = REUSABLE.matcher(draft.text());
        if (matcher.find()) {
            reusable.put(matcher.group("id"), draft.id());
        }
        draft.inputs().forEach(input -> findReusable(input, reusable));
    }

    /** Adds a node behind its inputs. Answers the id to read it by: that of what it reuses, if it is a reference. */
    private static String finish(Draft draft, Map<String, String> reusable, List<Node> nodes) {
        if (draft.text().startsWith("Reused(")) {
            Matcher reference = REUSED.matcher(draft.text());
            String owner = reference.find() ? reusable.get(reference.group("id")) : null;
            if (owner != null) {
                return owner;
            }
        }
        List<String> inputs = new ArrayList<>();
        for (Draft input : draft.inputs()) {
            inputs.add(finish(input, reusable, nodes));
        }
        nodes.add(node(draft, inputs));
        return draft.id();
    }

    private static Node node(Draft draft, List<String> inputs) {
        Matcher matcher = OPERATOR.matcher(draft.text());
        String operator = matcher.matches() ? matcher.group("name").strip() : draft.text();
        Map<String, String> details = matcher.matches() ? details(matcher.group("rest")) : new LinkedHashMap<>();
        Optional<String> changelog = Optional.ofNullable(details.remove("changelogMode"));
        Matcher cost = COST.matcher(draft.text());
        return new Node(
                draft.id(),
                operator,
                details,
                changelog,
                cost.find() ? Optional.of(cost.group("cost").strip()) : Optional.empty(),
                inputs);
    }

    /** {@code (key=[value], key=[value])}: values hold brackets and quotes of their own. */
    private static Map<String, String> details(String rest) {
        Map<String, String> details = new LinkedHashMap<>();
        int at = 0;
        while (true) {
            int open = rest.indexOf("=[", at);
            if (open < 0) {
                return details;
            }
            int key = open;
            while (key > at
                    && (Character.isLetterOrDigit(rest.charAt(key - 1))
                            || "_$.- ".indexOf(rest.charAt(key - 1)) >= 0)) {
                key--;
            }
            int close = closing(rest, open + 1);
            details.putIfAbsent(rest.substring(key, open).strip(), rest.substring(open + 2, close));
            at = Math.min(rest.length(), close + 1);
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '[') {
                depth++;
            } else if (!quoted && c == ']' && --depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    // ---- JSON

    private static Section json(String title, String body) {
        List<Node> nodes = new ArrayList<>();
        try {
            for (JsonNode node : JsonMapper.shared().readTree(body).path("nodes")) {
                nodes.add(job(node));
            }
        } catch (JacksonException e) {
            // The text is there to be read; only its picture is missing.
            nodes.clear();
        }
        return new Section(title, nodes, List.of());
    }

    private static Node job(JsonNode node) {
        Map<String, String> details = new LinkedHashMap<>();
        String contents = node.path("contents").asString("");
        details.put("contents", contents);
        details.put("kind", node.path("pact").asString(""));
        details.put("parallelism", node.path("parallelism").asString(""));
        List<String> inputs = new ArrayList<>();
        for (JsonNode input : node.path("predecessors")) {
            String id = input.path("id").asString("");
            inputs.add(id);
            details.put("from " + id, input.path("ship_strategy").asString(""));
        }
        details.values().removeIf(String::isEmpty);
        String type = node.path("type").asString("");
        int bracket = type.indexOf('[');
        String operator = bracket > 0 ? type.substring(0, bracket) : type;
        return new Node(
                node.path("id").asString(""), operator.strip(), details, Optional.empty(), Optional.empty(), inputs);
    }
}
