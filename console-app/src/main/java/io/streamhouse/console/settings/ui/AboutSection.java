package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.streamhouse.component.Formats;
import io.streamhouse.console.settings.AboutService;

/** What this console is made of and where it lives. */
final class AboutSection extends Section {

    private static final long serialVersionUID = 1L;

    AboutSection(AboutService about) {
        addClassName("settings-section");
        Paragraph lead = new Paragraph("Everything in this console can be done over HTTP too. ");
        Anchor docs = new Anchor("/api/docs", "Open the API’s documentation");
        docs.setRouterIgnore(true);
        docs.setTarget(AnchorTarget.BLANK);
        lead.add(docs);
        DescriptionList place = new DescriptionList();
        place.addClassNames("sh-card", "settings-about");
        AboutService.Place where = about.place();
        entry(place, "Home folder", new Code(where.home()));
        entry(
                place,
                "Room on its disk",
                new Text(Formats.bytes(where.bytesFree()) + " free of " + Formats.bytes(where.bytesTotal())));
        DescriptionList parts = new DescriptionList();
        parts.addClassNames("sh-card", "settings-about");
        about.parts().forEach(part -> entry(parts, part.name(), new Text(part.version())));
        add(new H2("About"), lead, place, parts);
    }

    private static void entry(DescriptionList list, String name, Component value) {
        list.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }
}
