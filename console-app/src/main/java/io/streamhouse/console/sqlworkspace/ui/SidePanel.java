package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;

/** Beside the editor: what there is to ask, what was kept, what was run. */
final class SidePanel extends Div {

    private static final long serialVersionUID = 1L;

    private enum Face {
        CATALOG,
        SCRIPTS,
        HISTORY
    }

    private final CatalogOutline outline;
    private final ScriptsPanel scripts;
    private final HistoryPanel history;
    private final Div place = new Div();

    SidePanel(CatalogOutline outline, ScriptsPanel scripts, HistoryPanel history) {
        this.outline = outline;
        this.scripts = scripts;
        this.history = history;
        addClassName("sql-side");
        getElement().setAttribute("role", "complementary");
        getElement().setAttribute("aria-label", "Catalog, scripts and history");
        Map<Face, String> faces = new LinkedHashMap<>();
        faces.put(Face.CATALOG, "Catalog");
        faces.put(Face.SCRIPTS, "Scripts");
        faces.put(Face.HISTORY, "History");
        place.addClassName("sql-side-place");
        add(new Segmented<>("Beside the editor", faces, Face.CATALOG, this::show), place);
        show(Face.CATALOG);
    }

    /** Something was run: the history, if it is in front, has more to tell. */
    void refreshHistory() {
        if (history.isAttached()) {
            history.refresh();
        }
    }

    void refreshScripts() {
        scripts.refresh();
    }

    private void show(Face face) {
        place.removeAll();
        Component front =
                switch (face) {
                    case CATALOG -> outline;
                    case SCRIPTS -> scripts;
                    case HISTORY -> history;
                };
        place.add(front);
        switch (face) {
            case CATALOG -> outline.refresh();
            case SCRIPTS -> scripts.refresh();
            case HISTORY -> history.refresh();
        }
    }
}
