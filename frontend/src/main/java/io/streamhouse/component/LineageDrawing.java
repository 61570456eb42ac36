package io.streamhouse.component;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What a {@link LineageCanvas} shows: relations, and which columns of one go into which of another.
 *
 * @param links of cards that are not among {@code cards} are left out
 * @param stubs where the graph goes on; a stub of a card that is not there is left out
 */
public record LineageDrawing(List<Card> cards, List<Link> links, List<Stub> stubs) implements Serializable {

    /** Nothing. */
    public static final LineageDrawing EMPTY = new LineageDrawing(List.of(), List.of(), List.of());

    public LineageDrawing {
        cards = List.copyOf(cards);
        links = List.copyOf(links);
        stubs = List.copyOf(stubs);
    }

    /**
     * A relation.
     *
     * @param name what stands on the card
     * @param place where it is, shown on hover
     * @param kind a word, such as {@code table}
     * @param columns all of them, in order
     * @param lit those on the path that is lit up; they stand first
     * @param focus whether the page is about it
     * @param unknown why it is not known where it comes from, a sentence; empty if it is
     */
    public record Card(
            String id,
            String name,
            String place,
            String kind,
            List<String> columns,
            Set<String> lit,
            boolean focus,
            String unknown)
            implements Serializable {
        public Card {
            columns = List.copyOf(columns);
            lit = Set.copyOf(lit);
        }
    }

    /**
     * How a relation is; changes often, and moves nothing.
     *
     * @param mode in which it is refreshed: CONTINUOUS, INCREMENTAL or FULL; empty if in none
     * @param line such as {@code 22 s of 1 min}
     * @param amount such as {@code €0.61/d}; may be empty
     * @param tone of the bar, and of the whole card from afar
     * @param share of the bar that is filled, from 0; more than 1 is shown as full
     * @param said what the bar tells, in words
     */
    public record Figures(String mode, String line, String amount, Tone tone, double share, String said)
            implements Serializable {

        /** Of what nothing is measured. */
        public static Figures none(String line) {
            return new Figures("", line, "", Tone.NEUTRAL, 0, "");
        }
    }

    /**
     * What goes from one relation into another.
     *
     * @param via what makes it, such as {@code its definition}
     * @param wires the columns
     */
    public record Link(String from, String to, String via, List<Wire> wires) implements Serializable {
        public Link {
            wires = List.copyOf(wires);
        }
    }

    /**
     * A column that goes into another.
     *
     * @param from empty if it is not known which one
     * @param to empty if it has a say in which rows there are, and so in all columns
     * @param direct whether values flow; otherwise the one only has a say in the other
     * @param lit whether it is on the path that is lit up
     * @param label how, in words and SQL
     */
    public record Wire(String from, String to, boolean direct, boolean lit, String label) implements Serializable {}

    /**
     * Neighbours that are not shown.
     *
     * @param up whether they are upstream; otherwise they are downstream
     * @param more how many, at least 1
     */
    public record Stub(String at, boolean up, int more) implements Serializable {}
}
