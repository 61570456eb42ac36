package io.streamhouse.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that was meant: the nearest by letters left out, added, changed or swapped with their neighbour. */
final class Misspelling {

    private Misspelling() {}

    /** The nearest of the upper-cased candidates that is near enough; empty if the word is one of them. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        return near(word, candidates).stream().findFirst();
    }

    /** All the candidates that are near enough, the nearest first; none if the word is one of them. */
    static List<String> near(String word, Collection<String> candidates) {
        String typed = word.toUpperCase(Locale.ROOT);
        int allowed = typed.length() < 3 ? 0 : typed.length() < 6 ? 1 : 2;
        if (allowed == 0 || candidates.contains(typed)) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - typed.length()) <= allowed)
                .filter(candidate -> distance(typed, candidate) <= allowed)
                .sorted(Comparator.<String>comparingInt(candidate -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[one.length()][other.length()];
    }
}
