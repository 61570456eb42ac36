package io.streamhouse.component;

import com.vaadin.flow.component.html.Span;

/** A cost, and whether it was metered or is an estimate: one is never shown without saying which. */
public final class CostText extends Span {

    private static final long serialVersionUID = 1L;

    private final Span amount = new Span();
    private final Span badge = new Span();

    /** Of nothing yet. */
    public CostText() {
        addClassName("sh-cost");
        amount.addClassName("sh-cost-amount");
        badge.addClassName("sh-badge");
        add(amount, badge);
        showUnknown("");
    }

    public static CostText metered(double amount, String currency) {
        CostText text = new CostText();
        text.showMetered(amount, currency, "");
        return text;
    }

    public static CostText estimated(double amount, String currency, String basis) {
        CostText text = new CostText();
        text.showEstimated(amount, currency, basis);
        return text;
    }

    public static CostText unknown(String why) {
        CostText text = new CostText();
        text.showUnknown(why);
        return text;
    }

    /** @param over what was metered, in words for the tooltip; may be empty */
    public void showMetered(double value, String currency, String over) {
        show(Formats.money(value, currency), exact(value, currency, over), "metered");
    }

    /** @param basis what the estimate rests on, in words for the tooltip; may be empty */
    public void showEstimated(double value, String currency, String basis) {
        show("≈ " + Formats.money(value, currency), exact(value, currency, basis), "estimated");
    }

    /** @param why in words for the tooltip */
    public void showUnknown(String why) {
        show("–", why, "");
    }

    /** The mark alone, for a column of figures that are all known in the same way. */
    public static Span badge(boolean metered) {
        Span mark = new Span(metered ? "metered" : "estimated");
        mark.addClassName("sh-badge");
        mark.setClassName("sh-badge-metered", metered);
        return mark;
    }

    private void show(String text, String title, String known) {
        amount.setText(text);
        badge.setText(known);
        badge.setVisible(!known.isEmpty());
        badge.setClassName("sh-badge-metered", known.equals("metered"));
        setClassName("sh-dim", known.isEmpty());
        if (title.isEmpty()) {
            getElement().removeAttribute("title");
        } else {
            getElement().setAttribute("title", title);
        }
    }

    private static String exact(double value, String currency, String more) {
        return value + " " + currency + (more.isEmpty() ? "" : ", " + more);
    }
}
