package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.console.sqlworkspace.Examples.Example;
import java.util.List;
import java.util.function.Consumer;

/** Where results will be, before there are any: what this page is for, and queries to begin with. */
final class ExamplesPane extends Div {

    private static final long serialVersionUID = 1L;

    ExamplesPane(List<Example> examples, Consumer<Example> chosen) {
        addClassName("sql-examples");
        H2 title = new H2("Ask the data");
        Paragraph text = new Paragraph("Write SQL above and press Ctrl+Enter. Batch answers with what is there now;"
                + " streaming goes on and shows every change as it happens, until you stop it.");
        Div cards = new Div();
        cards.addClassName("sql-example-cards");
        for (Example example : examples) {
            Span name = new Span(example.title());
            name.addClassName("sql-example-title");
            Span teaches = new Span(example.teaches());
            teaches.addClassName("sql-note");
            Pre sql = new Pre(example.sql());
            sql.getElement().setAttribute("aria-hidden", "true");
            Button take =
                    new Button("Put into the editor", VaadinIcon.ARROW_UP.create(), click -> chosen.accept(example));
            take.addThemeNames("small");
            take.setAriaLabel("Put “" + example.title() + "” into the editor");
            Div card = new Div(name, teaches, sql, take);
            card.addClassName("sql-example");
            cards.add(card);
        }
        add(title, text, cards);
    }
}
