package io.streamhouse.sql;

import io.streamhouse.model.Identifiers;
import io.streamhouse.sql.Suggestion.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects suggestions that fit what has been typed, and puts them in order: how well they fit, then how likely. */
final class Candidates {

    private record Ranked(Suggestion suggestion, int rank) {}

    private static final int FIT_WEIGHT = 1_000;

    private final Place place;
    private final boolean lowerCase;
    private final List<Ranked> found = new ArrayList<>();

    Candidates(Place place) {
        this.place = place;
        this.lowerCase = writesLowerCase(place);
    }

    /** Whether this person types keywords in lower case. */
    private static boolean writesLowerCase(Place place) {
        String sample = place.prefix().isEmpty() ? place.words().get(0).name() : place.prefix();
        return !sample.isEmpty() && sample.equals(sample.toLowerCase(Locale.ROOT));
    }

    /** A name: quoted where it must be, or where the person has begun to. */
    void name(String name, Kind kind, String detail, int likelihood) {
        boolean quoted = !place.quote().isEmpty() || Reserved.isReserved(name);
        add(name, name, kind, detail, quoted ? Identifiers.quote(name) : Identifiers.plain(name), likelihood);
    }

    void keyword(String keyword, int likelihood) {
        String shown = lowerCase ? keyword.toLowerCase(Locale.ROOT) : keyword;
        if (place.quote().isEmpty()) {
            add(shown, shown, Kind.KEYWORD, "", shown, likelihood);
        }
    }

    void function(String name, String signature, String call, int likelihood) {
        if (place.quote().isEmpty()) {
            String shown = lowerCase ? name.toLowerCase(Locale.ROOT) : name;
            add(shown, shown, Kind.FUNCTION, signature, shown + call.substring(name.length()), likelihood);
        }
    }

    void text(String label, Kind kind, String detail, String insert, int likelihood) {
        if (place.quote().isEmpty() || place.isInString()) {
            add(label, label, kind, detail, insert, likelihood);
        }
    }

    private void add(String fitted, String label, Kind kind, String detail, String insert, int likelihood) {
        int misfit = misfit(place.prefix(), fitted);
        if (misfit >= 0) {
            Suggestion suggestion = new Suggestion(label, kind, detail, insert, place.from(), place.to());
            found.add(new Ranked(suggestion, misfit * FIT_WEIGHT + likelihood));
        }
    }

    List<Suggestion> bestFirst(int most) {
        found.sort(Comparator.comparingInt(Ranked::rank));
        List<Suggestion> best = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Ranked ranked : found) {
            Suggestion suggestion = ranked.suggestion();
            if (best.size() < most && seen.add(suggestion.kind() + " " + suggestion.insert())) {
                best.add(suggestion);
            }
        }
        return List.copyOf(best);
    }

    /** 0 for what starts as typed, more for what only holds it; -1 for what does not fit. */
    static int misfit(String typed, String candidate) {
        if (typed.isEmpty() || candidate.startsWith(typed)) {
            return 0;
        }
        int length = typed.length();
        if (candidate.regionMatches(true, 0, typed, 0, length)) {
            return 0;
        }
        for (int at = 1; at + length <= candidate.length(); at++) {
            if (candidate.regionMatches(true, at, typed, 0, length)) {
                char before = candidate.charAt(at - 1);
                return Character.isLetterOrDigit(before) ? length < 2 ? -1 : 2 : 1;
            }
        }
        return length >= 3 && isSubsequence(typed, candidate) ? 3 : -1;
    }

    private static boolean isSubsequence(String typed, String candidate) {
        if (Character.toLowerCase(typed.charAt(0)) != Character.toLowerCase(candidate.charAt(0))) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < candidate.length() && at < typed.length(); i++) {
            if (Character.toLowerCase(candidate.charAt(i)) == Character.toLowerCase(typed.charAt(at))) {
                at++;
            }
        }
        return at == typed.length();
    }
}
