package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** What makes a view less than exact or less than fresh; not there while nothing does. */
final class Warnings extends UnorderedList {

    private static final long serialVersionUID = 1L;

    private transient List<String> shown = List.of();

    Warnings() {
        addClassNames("views-warnings", "sh-warn");
        setVisible(false);
    }

    void show(List<String> texts) {
        setVisible(!texts.isEmpty());
        if (!texts.equals(shown)) {
            shown = List.copyOf(texts);
            removeAll();
            texts.forEach(text -> add(new ListItem(text)));
        }
    }
}
