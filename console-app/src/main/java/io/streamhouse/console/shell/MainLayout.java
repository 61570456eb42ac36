package io.streamhouse.console.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.menu.MenuConfiguration;
import io.streamhouse.component.CommandPalette;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.SchemeSwitch;
import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.settings.EngineFeed;
import java.util.List;
import java.util.Set;

/** The frame around every page. Pages put themselves into the navigation with {@code @Menu}. */
@Layout
@AnonymousAllowed
public final class MainLayout extends AppLayout {

    private static final long serialVersionUID = 1L;

    private static final Set<String> DRAWN = Set.of(
            "overview",
            "sql",
            "catalog",
            "pipelines",
            "materialized-views",
            "lineage",
            "costs",
            "alerts",
            "jobs",
            "settings");

    private static final List<CommandPalette.Shortcut> SHORTCUTS = List.of(
            new CommandPalette.Shortcut("Ctrl+K", "Search, or jump to a page, a table, an action"),
            new CommandPalette.Shortcut("?", "This list"),
            new CommandPalette.Shortcut("Esc", "Close what is open"),
            new CommandPalette.Shortcut("Ctrl+Enter", "SQL: run the selection, or the statement at the cursor"),
            new CommandPalette.Shortcut("Ctrl+Shift+Enter", "SQL: run all"),
            new CommandPalette.Shortcut("Ctrl+Space", "SQL: complete"),
            new CommandPalette.Shortcut("Ctrl+F", "SQL: find and replace"),
            new CommandPalette.Shortcut("Ctrl+/", "SQL: comment or uncomment the lines"),
            new CommandPalette.Shortcut("Esc Tab", "SQL: leave the editor by keyboard"),
            new CommandPalette.Shortcut("Ctrl+C", "Results: copy the selected cells"),
            new CommandPalette.Shortcut("Enter", "Results: show the whole value of a cell"),
            new CommandPalette.Shortcut("A C", "Pipeline: add a step after the one in focus, link it to another"),
            new CommandPalette.Shortcut(
                    "Enter S E", "Pipeline: open a step's form, show its rows, show all its columns"),
            new CommandPalette.Shortcut("Shift+← → ↑ ↓", "Pipeline: move the step"),
            new CommandPalette.Shortcut("Ctrl+Z Ctrl+Shift+Z", "Pipeline: undo, redo"),
            new CommandPalette.Shortcut("Ctrl+S", "Pipeline: keep a version"),
            new CommandPalette.Shortcut("L + − 0", "Pipeline: arrange, zoom, show everything"),
            new CommandPalette.Shortcut("/", "Lineage: search a table or column"),
            new CommandPalette.Shortcut("← → ↑ ↓", "Lineage: walk from relation to relation"),
            new CommandPalette.Shortcut("Enter Space C", "Lineage: look at one, show its columns, find a column"),
            new CommandPalette.Shortcut("+ − 0", "Lineage: zoom, or show everything"));

    private final Div outlet = new Div();

    MainLayout(PaletteFinder finder, EngineFeed feed, Alerts alerts, List<PageCompanion> companions) {
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel("Navigation");
        addToNavbar(toggle, brand());

        CommandPalette palette = new CommandPalette(finder::find, SHORTCUTS);
        palette.addChooseListener(chosen -> getUI().ifPresent((UI ui) -> PageAddress.open(ui, chosen.route())));

        Div foot = new Div(new EngineBadge(feed), foot(palette));
        foot.addClassName("sh-drawer-foot");
        Div drawer = new Div(brand(), searchButton(palette), navigation(alerts), foot);
        drawer.addClassName("sh-drawer");
        addToDrawer(drawer);

        outlet.addClassName("sh-outlet");
        Div content = new Div(new EngineBanner(feed), outlet, palette);
        content.addClassName("sh-content");
        companions.forEach(companion -> content.add(companion.create()));
        setContent(content);
    }

    @Override
    public void showRouterLayoutContent(HasElement page) {
        outlet.getElement().appendChild(page.getElement());
    }

    @Override
    public void removeRouterLayoutContent(HasElement page) {
        outlet.getElement().removeAllChildren();
    }

    private static SideNav navigation(Alerts alerts) {
        SideNav navigation = new SideNav();
        navigation.getElement().setAttribute("aria-label", "Pages");
        MenuConfiguration.getMenuEntries().forEach(entry -> {
            SideNavItem item = new SideNavItem(entry.title(), entry.path());
            String name = entry.path().replaceFirst("^/", "").replaceFirst("/.*", "");
            item.setPrefixComponent(new SvgIcon("nav/" + (DRAWN.contains(name) ? name : "page") + ".svg"));
            item.setMatchNested(true);
            if (name.equals(AlertRoutes.LIST)) {
                item.setSuffixComponent(new AlertCount(alerts));
            }
            navigation.addItem(item);
        });
        return navigation;
    }

    private static Anchor brand() {
        Image logo = new Image("nav/logo.svg", "");
        Anchor home = new Anchor("", logo, new Span("Streamhouse"));
        home.addClassName("sh-brand");
        return home;
    }

    private static NativeButton searchButton(CommandPalette palette) {
        NativeButton button = new NativeButton("", click -> palette.open());
        button.add(new Span("Search or jump"), new Key("Ctrl K"));
        button.addClassName("sh-search");
        return button;
    }

    private static Div foot(CommandPalette palette) {
        NativeButton keys = new NativeButton("?", click -> palette.showShortcuts());
        keys.setClassName("sh-round");
        keys.getElement().setAttribute("aria-label", "Keys");
        keys.getElement().setAttribute("title", "Keys");
        Div row = new Div(new SchemeSwitch(), keys);
        row.addClassName("sh-foot-row");
        return row;
    }
}
