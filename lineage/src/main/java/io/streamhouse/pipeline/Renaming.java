package io.streamhouse.pipeline;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gives a node another name, everywhere it is called. */
public final class Renaming {

    private Renaming() {}

    /**
     * The pipeline with a node called otherwise: its links, and where the nodes that take its rows call it in
     * expressions and queries.
     *
     * @throws ProblemException NOT_FOUND if there is no such node, ALREADY_EXISTS if another one has the new name,
     *     INVALID_REQUEST if no node can be called that
     */
    public static Pipeline rename(Pipeline pipeline, String from, String to) {
        if (pipeline.node(from).isEmpty()) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no node “" + from + "”");
        }
        if (from.equals(to)) {
            return pipeline;
        }
        if (pipeline.node(to).isPresent()) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS, "Another node is called “" + to + "”", "Choose another name");
        }
        List<String> takers = pipeline.outputs(from).stream().map(Link::to).toList();
        List<PipelineNode> nodes = new ArrayList<>();
        for (PipelineNode node : pipeline.nodes()) {
            String name = node.name().equals(from) ? to : node.name();
            Step step = takers.contains(node.name())
                    ? renamed(
                            node.step(), text -> renamed(text, from, to, false), text -> renamed(text, from, to, true))
                    : node.step();
            nodes.add(new PipelineNode(name, step, node.note()));
        }
        List<Link> links = pipeline.links().stream()
                .map(link -> new Link(
                        link.from().equals(from) ? to : link.from(),
                        link.to().equals(from) ? to : link.to(),
                        link.port()))
                .toList();
        return new Pipeline(nodes, links);
    }

    /**
     * An expression with a node called otherwise, where it calls the node's columns by its name.
     *
     * @param alone whether the node is called as a relation too, as in a query
     */
    public static String renamed(String text, String from, String to, boolean alone) {
        StringBuilder renamed = new StringBuilder();
        int done = 0;
        List<Lexeme> lexemes = Lexeme.read(text).stream()
                .filter(lexeme -> lexeme.kind() != Lexeme.Kind.COMMENT)
                .toList();
        for (int at = 0; at < lexemes.size(); at++) {
            Lexeme lexeme = lexemes.get(at);
            boolean called = lexeme.isName() && lexeme.name().equals(from);
            boolean first = at == 0 || !lexemes.get(at - 1).isSymbol(".");
            boolean qualifies = at + 1 < lexemes.size() && lexemes.get(at + 1).isSymbol(".");
            boolean relation = alone && at > 0 && isBeforeRelation(lexemes, at - 1);
            if (called && first && (qualifies || relation)) {
                renamed.append(text, done, lexeme.from()).append(Lexeme.written(to));
                done = lexeme.to();
            }
        }
        return renamed.append(text, done, text.length()).toString();
    }

    private static boolean isBeforeRelation(List<Lexeme> lexemes, int at) {
        Lexeme before = lexemes.get(at);
        if (before.isWord("FROM") || before.isWord("JOIN") || before.isWord("TABLE")) {
            return true;
        }
        if (!before.isSymbol(",")) {
            return false;
        }
        // A comma stands before a relation if FROM is the last clause before it.
        int depth = 0;
        for (int back = at - 1; back >= 0; back--) {
            Lexeme lexeme = lexemes.get(back);
            if (Expressions.closes(lexeme)) {
                depth++;
            } else if (Expressions.opens(lexeme)) {
                depth--;
            }
            if (depth < 0) {
                return false;
            }
            if (depth == 0 && lexeme.isWord("FROM")) {
                return true;
            }
            if (depth == 0
                    && (lexeme.isWord("SELECT")
                            || lexeme.isWord("WHERE")
                            || lexeme.isWord("BY")
                            || lexeme.isWord("HAVING"))) {
                return false;
            }
        }
        return false;
    }

    /** A step with its expressions rewritten, and its query if it is one. */
    public static Step renamed(Step step, UnaryOperator<String> expression, UnaryOperator<String> query) {
        return switch (step) {
            case Step.Filter filter -> new Step.Filter(expression.apply(filter.condition()));
            case Step.Project project ->
                new Step.Project(project.keepAll(), named(project.columns(), expression), project.distinct());
            case Step.Join join ->
                new Step.Join(join.kind(), expression.apply(join.on()), named(join.columns(), expression));
            case Step.IntervalJoin join ->
                new Step.IntervalJoin(
                        join.kind(),
                        expression.apply(join.on()),
                        expression.apply(join.leftTime()),
                        expression.apply(join.rightTime()),
                        expression.apply(join.from()),
                        expression.apply(join.to()),
                        named(join.columns(), expression));
            case Step.TemporalJoin join ->
                new Step.TemporalJoin(
                        join.kind(),
                        expression.apply(join.on()),
                        expression.apply(join.time()),
                        named(join.columns(), expression));
            case Step.Aggregate aggregate ->
                new Step.Aggregate(named(aggregate.keys(), expression), named(aggregate.measures(), expression));
            case Step.Deduplicate deduplicate ->
                new Step.Deduplicate(deduplicate.keys(), ordered(deduplicate.by(), expression));
            case Step.TopN top ->
                new Step.TopN(
                        top.partitionBy().stream().map(expression).toList(),
                        ordered(top.by(), expression),
                        top.count(),
                        top.rankColumn());
            case Step.SortLimit sort -> new Step.SortLimit(ordered(sort.by(), expression), sort.limit(), sort.offset());
            case Step.TableCall call -> new Step.TableCall(expression.apply(call.call()), call.columns(), call.outer());
            case Step.Query text -> new Step.Query(query.apply(text.sql()));
            case Step.Source source -> source;
            case Step.Window window -> window;
            case Step.SetOperation operation -> operation;
            case Step.Target target -> target;
        };
    }

    private static List<NamedExpression> named(List<NamedExpression> columns, UnaryOperator<String> expression) {
        return columns.stream()
                .map(column -> new NamedExpression(expression.apply(column.expression()), column.name()))
                .toList();
    }

    private static List<Ordering> ordered(List<Ordering> by, UnaryOperator<String> expression) {
        return by.stream()
                .map(one -> new Ordering(expression.apply(one.expression()), one.descending(), one.nulls()))
                .toList();
    }
}
