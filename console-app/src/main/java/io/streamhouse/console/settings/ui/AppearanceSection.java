package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.SchemeSwitch;

/** Light or dark. */
final class AppearanceSection extends Section {

    private static final long serialVersionUID = 1L;

    AppearanceSection() {
        addClassName("settings-section");
        Paragraph lead = new Paragraph("Kept in this browser. “System” follows what your computer is set to.");
        lead.addClassName("sh-dim");
        Span label = new Span("Colour scheme");
        label.addClassName("settings-name");
        Div card = new Div(label, new SchemeSwitch());
        card.addClassNames("sh-card", "settings-scheme");
        add(new H2("Appearance"), lead, card);
    }
}
