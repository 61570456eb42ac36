package io.streamhouse.console.alerts;

import io.streamhouse.component.Tone;
import io.streamhouse.console.overview.OverviewNotice;
import io.streamhouse.console.overview.OverviewNotices;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has the Overview say which alerts are firing. */
@Component
final class AlertNotices implements OverviewNotices {

    private final Alerts alerts;

    AlertNotices(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public List<OverviewNotice> notices() {
        return alerts.glance().map(AlertsSeen::firing).orElse(List.of()).stream()
                .map(event -> new OverviewNotice(
                        Tone.BAD,
                        event.ruleName() + ": " + RuleWords.subject(event.subject()) + ", " + event.text(),
                        AlertRoutes.of(event.rule())))
                .toList();
    }
}
