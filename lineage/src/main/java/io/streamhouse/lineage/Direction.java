package io.streamhouse.lineage;

/** Which way lineage is followed. */
public enum Direction {
    /** To where it comes from. */
    UP,
    /** To what is made of it. */
    DOWN,
    BOTH;

    public boolean up() {
        return this != DOWN;
    }

    public boolean down() {
        return this != UP;
    }
}
