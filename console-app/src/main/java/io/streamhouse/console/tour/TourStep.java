package io.streamhouse.console.tour;

/** The steps of the tour, in their order. */
public enum TourStep {
    SHOP(
            "Start the sample shop",
            "A web shop that lives: orders, customers, payments, with new, changed and deleted rows ever since. Press"
                    + " Start; it is set up within seconds."),
    ORDERS(
            "Look at its orders",
            "These are rows of a table, read straight from storage. They change while you look: the tabs above show the"
                    + " snapshots, files and options behind them."),
    QUERY(
            "Ask a question",
            "The query is written already. Run it with Ctrl+Enter, or with Run. It answers once, with what there is now."),
    VIEW(
            "Keep the answer",
            "A materialized view is a table kept equal to a query. It is filled in already: what it would cost and how it"
                    + " would be kept stands beside it. Press Create the view."),
    SLIDER(
            "Turn the dial",
            "Move the slider to how fresh it must be. The curve says what that costs a day; AUTO picks the cheapest way to"
                    + " keep it so. Press Apply.");

    private final String title;
    private final String words;

    TourStep(String title, String words) {
        this.title = title;
        this.words = words;
    }

    public String title() {
        return title;
    }

    /** What is to be seen and done. */
    public String words() {
        return words;
    }

    /** Counted from 1. */
    public int number() {
        return ordinal() + 1;
    }

    public boolean isFirst() {
        return ordinal() == 0;
    }

    public boolean isLast() {
        return ordinal() == values().length - 1;
    }

    /** The one after it; the last is followed by itself. */
    TourStep next() {
        return isLast() ? this : values()[ordinal() + 1];
    }

    /** The one before it; the first comes after itself. */
    TourStep previous() {
        return isFirst() ? this : values()[ordinal() - 1];
    }
}
