package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Choices;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.lineagegraph.LineageWords;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.Impact.Concerned;
import io.streamhouse.lineage.Impact.Script;
import io.streamhouse.model.RelationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What would break, grow stale or change if the column or the relation that the page is about were dropped or changed. */
final class ImpactPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 60;

    private final transient Function<RelationId, String> routes;
    private final H2 title = new H2();
    private final Choices<Boolean> choice;
    private final Div content = new Div();

    /**
     * @param routes where a relation's lineage is shown
     * @param chosen told whether dropping is asked about, rather than changing
     */
    ImpactPanel(Function<RelationId, String> routes, Consumer<Boolean> chosen) {
        this.routes = routes;
        addClassName("sh-card");
        Map<Boolean, String> choices = new LinkedHashMap<>();
        choices.put(true, "Drop");
        choices.put(false, "Change");
        choice = new Choices<>("What if it were", choices, chosen);
        Div head = new Div(title, choice);
        head.addClassName("lineage-head");
        content.addClassName("lineage-scroll");
        add(head, content);
    }

    void show(Impact impact) {
        title.removeAll();
        content.removeAll();
        String what =
                switch (impact.change()) {
                    case Change.DropRelation drop -> drop.relation().name();
                    case Change.DropColumn drop -> drop.relation().name() + "." + drop.column();
                    case Change.ChangeColumn change -> change.relation().name() + "." + change.column();
                };
        boolean drop = !(impact.change() instanceof Change.ChangeColumn);
        title.add(new Span("If "), new Code(what), new Span(drop ? " were dropped" : " were changed"));
        choice.show(drop);
        choice.setVisible(!(impact.change() instanceof Change.DropRelation));
        if (impact.harmless()) {
            content.add(new Paragraph(
                    ok("Nothing that is known here would break, grow stale or change."), untouched(impact)));
            return;
        }
        PlainTable table = new PlainTable("What would come of it", "What", "Then", "Why");
        impact.relations().stream()
                .limit(MOST)
                .forEach(concerned -> table.row(name(concerned), effect(concerned), why(impact, concerned.why())));
        impact.scripts().stream()
                .limit(MOST)
                .forEach(script -> table.row(name(script), names(), why(impact, script.why())));
        content.add(table);
        int more = Math.max(0, impact.relations().size() - MOST)
                + Math.max(0, impact.scripts().size() - MOST);
        if (more > 0) {
            content.add(new Paragraph(PlainTable.dim(more + " more")));
        }
        content.add(new Paragraph(untouched(impact)));
    }

    private static Component untouched(Impact impact) {
        return impact.untouched() == 0
                ? new Span()
                : ok(" " + impact.untouched()
                        + (impact.untouched() == 1
                                ? " other relation that reads it is untouched."
                                : " other relations that read it are untouched."));
    }

    /** Beside relations of the same database, its name says nothing. */
    private static Component why(Impact impact, String words) {
        String database = impact.change().relation().databaseId() + ".";
        return PlainTable.text(words.replace(database, ""), words);
    }

    private Component name(Concerned concerned) {
        Anchor link = new Anchor(routes.apply(concerned.id()), concerned.id().name());
        link.setRouterIgnore(false);
        link.getElement().setAttribute("title", LineageWords.kind(concerned.kind()) + " " + concerned.id());
        return link;
    }

    private static Component name(Script script) {
        return new Span(script.kind() + " “" + script.name() + "”");
    }

    private static Component names() {
        return PlainTable.dim("names it");
    }

    private static Component effect(Concerned concerned) {
        String columns = concerned.columns().isEmpty() ? "" : ": " + LineageWords.few(concerned.columns());
        Span words =
                switch (concerned.effect()) {
                    case BREAKS -> toned("sh-bad", "breaks" + columns);
                    case GOES_STALE -> toned("sh-warn", "grows stale" + columns);
                    case CHANGES -> toned("sh-warn", "changes" + columns);
                    case UNKNOWN -> toned("sh-dim", "unknown" + columns);
                };
        words.getElement().setAttribute("title", String.join(", ", concerned.columns()));
        return words;
    }

    private static Span ok(String words) {
        return toned("sh-ok", words);
    }

    private static Span toned(String tone, String words) {
        Span span = new Span(words);
        span.addClassName(tone);
        return span;
    }
}
