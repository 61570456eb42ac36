package io.streamhouse.console.alerts.ui;

import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The ways to the pages about alerts. */
@Component
public final class AlertsNavigation implements PaletteSource {

    private final Alerts alerts;

    AlertsNavigation(Alerts alerts) {
        this.alerts = alerts;
    }

    /** Where the page of a rule is. */
    public static String route(String rule) {
        return AlertRoutes.of(rule);
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (!wanted.isEmpty() && "new alert rule create".contains(wanted)) {
            found.add(new PaletteEntry("New alert rule", "action", AlertRoutes.NEW));
        }
        if (!wanted.isEmpty()) {
            alerts.glance()
                    .ifPresent(seen -> seen.rules().stream()
                            .map(rule -> rule.saved())
                            .filter(rule -> rule.name().toLowerCase(Locale.ROOT).contains(wanted))
                            .map(rule -> new PaletteEntry(rule.name(), "alert rule", route(rule.id())))
                            .forEach(found::add));
        }
        return found.subList(0, Math.min(limit, found.size()));
    }
}
