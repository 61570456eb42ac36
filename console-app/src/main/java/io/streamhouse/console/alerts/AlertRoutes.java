package io.streamhouse.console.alerts;

/** Where the pages about alerts are. */
public final class AlertRoutes {

    /** What fires, the rules, the history. */
    public static final String LIST = "alerts";

    /** The form for another rule. */
    public static final String NEW = LIST + "/new";

    private AlertRoutes() {}

    /** The page of a rule. */
    public static String of(String rule) {
        return LIST + "/" + rule;
    }
}
