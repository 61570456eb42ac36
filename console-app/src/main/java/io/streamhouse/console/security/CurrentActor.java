package io.streamhouse.console.security;

import io.streamhouse.model.Actor;
import org.springframework.stereotype.Component;

/** Who is asking. Pages and HTTP calls take the actor from here and hand it to services as a parameter. */
@Component
public class CurrentActor {

    private static final Actor OWNER = new Actor("owner");

    /** On loopback everybody is the owner of the home folder. */
    public Actor get() {
        return OWNER;
    }
}
