package io.streamhouse.console.tour.ui;

import com.vaadin.flow.component.Component;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.shell.PageCompanion;
import io.streamhouse.console.tour.Tours;

/** Puts the tour's bar below every page. */
@org.springframework.stereotype.Component
final class TourCompanion implements PageCompanion {

    private final Tours tours;
    private final CurrentActor actor;

    TourCompanion(Tours tours, CurrentActor actor) {
        this.tours = tours;
        this.actor = actor;
    }

    @Override
    public Component create() {
        return new TourBar(tours, actor);
    }
}
