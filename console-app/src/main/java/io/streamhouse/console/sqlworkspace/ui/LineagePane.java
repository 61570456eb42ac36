package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.StatementLineage.Refused;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.lineage.StatementLineage.Without;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Position;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Beside the editor: where each column of the statement at the cursor comes from, as one types. */
final class LineagePane extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 100;
    private static final int LONGEST = 300_000;

    private record Asked(String script, int cursor, DatabaseId current) {}

    private final transient StatementLooks looks;
    private final transient Consumer<Position> goTo;
    private final Span target = new Span();
    private final ProblemPanel problem = new ProblemPanel();
    private final Div content = new Div();
    private transient @Nullable Asked shown;
    private transient @Nullable Asked waiting;
    private transient List<StatementLineage> found = List.of();
    private boolean asking;

    /** @param goTo shows a place of the script in the editor */
    LineagePane(StatementLooks looks, Consumer<Position> goTo) {
        this.looks = looks;
        this.goTo = goTo;
        addClassName("sql-lineage");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Lineage of the statement at the cursor");
        H2 title = new H2("Lineage");
        target.addClassName("sh-dim");
        title.add(target);
        content.addClassName("sql-lineage-content");
        add(title, problem, content);
    }

    /** Shows what the statement at the cursor is made of. While one is being traced, only the latest waits. */
    void follow(UI ui, String script, int cursor, DatabaseId current) {
        Asked asked = new Asked(script, cursor, current);
        Asked before = shown;
        if (before != null && before.script().equals(script) && before.current().equals(current)) {
            shown = asked;
            draw(cursor);
        } else if (asking) {
            waiting = asked;
        } else {
            ask(ui, asked);
        }
    }

    private void ask(UI ui, Asked asked) {
        if (asked.script().isBlank() || asked.script().length() > LONGEST) {
            shown = asked;
            found = List.of();
            draw(asked.cursor());
            return;
        }
        asking = true;
        looks.trace(
                ui,
                asked.script(),
                asked.current(),
                statements -> {
                    found = statements;
                    shown = asked;
                    draw(asked.cursor());
                    next(ui);
                },
                words -> {
                    problem.clear();
                    hint(words);
                    next(ui);
                });
    }

    private void next(UI ui) {
        asking = false;
        Asked asked = waiting;
        waiting = null;
        if (asked != null) {
            follow(ui, asked.script(), asked.cursor(), asked.current());
        }
    }

    private void draw(int cursor) {
        List<StatementLineage> here = at(cursor);
        problem.clear();
        target.setText("");
        if (here.isEmpty()) {
            hint("Write a statement, and where each of its columns comes from is said here as you type.");
            return;
        }
        content.removeAll();
        for (StatementLineage statement : here) {
            switch (statement) {
                case Traced traced -> draw(traced);
                case Without ignored -> hint("Nothing flows through this statement: it reads no relation.");
                case Refused refused -> draw(refused);
            }
        }
    }

    /** The statements around the cursor, or else the last one before it. */
    private List<StatementLineage> at(int cursor) {
        List<StatementLineage> around = found.stream()
                .filter(statement -> statement.statement().from() <= cursor
                        && cursor <= statement.statement().to() + 1)
                .toList();
        return around.isEmpty()
                ? found.stream()
                        .filter(statement -> statement.statement().to() <= cursor)
                        .max(Comparator.comparingInt(
                                statement -> statement.statement().to()))
                        .or(() -> found.stream().findFirst())
                        .stream()
                        .toList()
                : around;
    }

    private void draw(Refused refused) {
        problem.show(Words.text(refused.problem()));
        refused.problem().where().ifPresent(place -> {
            Button show = new Button("Show the place", click -> goTo.accept(place));
            show.addThemeNames("small");
            problem.withActions(show);
        });
    }

    private void draw(Traced traced) {
        target.setText(traced.target().map(id -> "into " + id.name()).orElse("of a query"));
        Slice slice = traced.statement();
        PlainTable table = new PlainTable(
                "Columns of the statement on line " + slice.start().line(), "Column", "From");
        traced.columns().stream().limit(MOST).forEach(column -> table.row(name(column), origins(column)));
        content.add(table);
        if (traced.columns().size() > MOST) {
            content.add(new Paragraph(PlainTable.dim(traced.columns().size() - MOST + " more columns")));
        }
        if (!traced.rows().isEmpty()) {
            Paragraph rows = new Paragraph(PlainTable.dim("Which rows: "));
            rows.add(edges(traced.rows()));
            content.add(rows);
        }
    }

    private static Component name(ColumnLineage column) {
        Span name = new Span(column.column());
        name.addClassName("sql-lineage-column");
        return name;
    }

    private Component origins(ColumnLineage column) {
        return switch (column.origins()) {
            case Origins.Unknown unknown -> {
                Span why = new Span("Unknown: " + unknown.why());
                why.addClassName("sh-warn");
                yield why;
            }
            case Origins.Known known ->
                known.edges().isEmpty() ? PlainTable.dim("nothing that is read") : edges(known.edges());
        };
    }

    private Component edges(Set<Edge> edges) {
        Div all = new Div();
        all.addClassName("sql-lineage-edges");
        edges.stream()
                .collect(Collectors.groupingBy(edge -> word(edge.dependence()) + "\n" + expression(edge)))
                .entrySet()
                .stream()
                .sorted((one, other) -> first(one.getValue()).compareTo(first(other.getValue())))
                .forEach(group -> all.add(line(group.getValue())));
        return all;
    }

    private static Dependence first(List<Edge> edges) {
        return edges.getFirst().dependence();
    }

    private Div line(List<Edge> edges) {
        Div line = new Div();
        Span kind = new Span(word(first(edges)));
        kind.addClassName("sql-lineage-kind");
        line.add(kind);
        edges.stream()
                .sorted(Comparator.comparing(Edge::from))
                .forEach(edge ->
                        line.add(link(edge.from().relation(), edge.from().column())));
        String expression = expression(edges.getFirst());
        if (!expression.isEmpty()) {
            line.add(new Code(expression));
        }
        return line;
    }

    private Anchor link(RelationId relation, String column) {
        Anchor link = new Anchor(looks.page(relation, Optional.of(column)), relation.name() + "." + column);
        link.setRouterIgnore(false);
        link.getElement().setAttribute("title", relation + "." + column);
        return link;
    }

    private static String word(Dependence dependence) {
        return dependence == Dependence.IDENTITY
                ? "as it is"
                : dependence.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String expression(Edge edge) {
        return edge.dependence() == Dependence.IDENTITY ? "" : edge.expression();
    }

    private void hint(String words) {
        content.removeAll();
        content.add(new Paragraph(PlainTable.dim(words)));
    }
}
