package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.SettingsSection;
import java.util.Comparator;
import java.util.List;

/**
 * The Settings page: one section at a time, each with its own address.
 *
 * <p>Sections come as beans, so the frontend build can't see from this page what they are made of: it is named here.
 */
@Route("settings")
@RouteAlias("settings/:section")
@Menu(title = "Settings", order = 90)
@AnonymousAllowed
@StyleSheet("context://settings.css")
@Uses(Button.class)
@Uses(Checkbox.class)
@Uses(ConfirmDialog.class)
@Uses(Dialog.class)
@Uses(IntegerField.class)
@Uses(PasswordField.class)
@Uses(ProgressBar.class)
@Uses(Select.class)
@Uses(TextArea.class)
@Uses(TextField.class)
final class SettingsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient List<SettingsSection> sections;
    private final Nav list = new Nav();
    private final Div content = new Div();
    private String title = "Settings";

    SettingsView(List<SettingsSection> sections) {
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(SettingsSection::order))
                .toList();
        addClassName("settings-page");
        list.addClassName("settings-list");
        list.getElement().setAttribute("aria-label", "Sections of the settings");
        content.addClassName("settings-content");
        Div columns = new Div(list, content);
        columns.addClassName("settings-columns");
        add(new PageHeader("Settings"), columns);
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String wanted = event.getRouteParameters().get("section").orElse("");
        SettingsSection section = sections.stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElse(sections.getFirst());
        title = "Settings: " + section.title();
        list.removeAll();
        sections.forEach(one -> list.add(link(one, one == section)));
        Component shown = section.create();
        content.removeAll();
        content.add(shown);
    }

    private static Anchor link(SettingsSection section, boolean current) {
        Anchor link = new Anchor("settings/" + section.id(), section.title());
        link.setRouterIgnore(false);
        if (current) {
            link.getElement().setAttribute("aria-current", "page");
        }
        return link;
    }
}
