package io.streamhouse.model;

/** How a row changes its relation, with the short form everybody knows from Flink's changelog. */
public enum RowKind {
    INSERT("+I"),
    UPDATE_BEFORE("-U"),
    UPDATE_AFTER("+U"),
    DELETE("-D");

    private final String shortForm;

    RowKind(String shortForm) {
        this.shortForm = shortForm;
    }

    public String shortForm() {
        return shortForm;
    }
}
