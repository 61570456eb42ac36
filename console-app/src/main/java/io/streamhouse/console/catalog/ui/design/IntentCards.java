package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.console.catalog.design.TableIntent;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the table is for, as cards to choose from. */
final class IntentCards extends Div {

    private static final long serialVersionUID = 1L;

    private final Map<TableIntent, NativeButton> cards = new EnumMap<>(TableIntent.class);
    private final Paragraph becomes = new Paragraph();

    IntentCards(Consumer<TableIntent> chosen) {
        addClassNames("sh-card", "td-intents");
        Div row = new Div();
        row.addClassName("td-cards");
        row.getElement().setAttribute("role", "group");
        row.getElement().setAttribute("aria-label", "What the table is for");
        for (TableIntent intent : TableIntent.values()) {
            NativeButton card = new NativeButton("", click -> chosen.accept(intent));
            Span title = new Span(intent.title());
            title.addClassName("td-card-title");
            card.add(title, new Span(intent.words()));
            card.addClassName("td-card");
            cards.put(intent, card);
            row.add(card);
        }
        becomes.addClassName("sh-dim");
        becomes.getElement().setAttribute("role", "status");
        add(new H2("What is it for?"), row, becomes);
    }

    void show(Optional<TableIntent> current) {
        cards.forEach((intent, card) -> {
            boolean on = current.filter(intent::equals).isPresent();
            card.getElement().setAttribute("aria-pressed", String.valueOf(on));
        });
        becomes.setText(current.map(IntentCards::options)
                .orElse("It goes its own way: its options are not those of one of these. Choosing one sets them."));
    }

    private static String options(TableIntent intent) {
        StringBuilder text = new StringBuilder(intent.title()).append(" becomes: ");
        text.append(intent.keyed() ? "a primary key" : "no primary key");
        intent.options()
                .forEach((key, value) ->
                        text.append(" · ").append(key).append(" = ").append(value));
        return text.toString();
    }
}
