package io.streamhouse.model;

/** Who does something. Every call that changes something names one, and every record it leaves keeps it. */
public record Actor(String name) {

    /** The console itself: warm-up, the sample shop, the loop that keeps things running. */
    public static final Actor CONSOLE = new Actor("console");

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor has a name");
        }
    }
}
