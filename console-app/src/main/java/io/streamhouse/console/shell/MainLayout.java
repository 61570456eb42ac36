package io.streamhouse.console.shell;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.menu.MenuConfiguration;

/** The frame around every page. Pages put themselves into the navigation with {@code @Menu}. */
@Layout
@AnonymousAllowed
public final class MainLayout extends AppLayout {

    private static final long serialVersionUID = 1L;

    MainLayout() {
        SideNav navigation = new SideNav();
        MenuConfiguration.getMenuEntries()
                .forEach(entry -> navigation.addItem(new SideNavItem(entry.title(), entry.path())));
        addToDrawer(new Span("Streamhouse"), navigation);
    }
}
