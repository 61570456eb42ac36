package io.streamhouse.console.catalog;

import io.streamhouse.console.catalog.IndexedRelation.IndexedColumn;
import io.streamhouse.model.RelationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds relations by words of their path and columns. A plain scan: over a thousand relations of twenty columns it
 * takes a few milliseconds, and there is nothing to keep up to date.
 */
final class CatalogSearch {

    private static final int NAME_IS = 1000;
    private static final int NAME_STARTS = 800;
    private static final int NAME_HAS_WORD = 600;
    private static final int NAME_CONTAINS = 400;
    private static final int PATH_CONTAINS = 300;
    private static final int COLUMN_IS = 250;
    private static final int COLUMN_STARTS = 200;
    private static final int COLUMN_CONTAINS = 100;

    private CatalogSearch() {}

    /** Relations that fit every word of the query, best first; without a query the first ones by name. */
    static List<SearchHit> find(Collection<IndexedRelation> relations, String query, int limit) {
        String[] words = query.toLowerCase(Locale.ROOT).replace("`", "").trim().split("\\s+");
        if (words[0].isEmpty()) {
            return relations.stream()
                    .limit(limit)
                    .map(relation -> new SearchHit(relation.ref(), Optional.empty()))
                    .toList();
        }
        List<Scored> found = new ArrayList<>();
        for (IndexedRelation relation : relations) {
            Scored scored = score(relation, words);
            if (scored != null) {
                found.add(scored);
            }
        }
        found.sort(Comparator.comparingInt(Scored::score)
                .reversed()
                .thenComparing(scored -> scored.ref().id().name().length())
                .thenComparing(scored -> scored.ref().id()));
        return found.stream()
                .limit(limit)
                .map(scored -> new SearchHit(scored.ref(), Optional.ofNullable(scored.column())))
                .toList();
    }

    private static @Nullable Scored score(IndexedRelation relation, String[] words) {
        int total = 0;
        String column = null;
        for (String word : words) {
            int byName = byName(relation, word);
            if (byName > 0) {
                total += byName;
                continue;
            }
            int best = 0;
            for (IndexedColumn candidate : relation.columns()) {
                int score = byColumn(candidate.lowerCase(), word);
                if (score > best) {
                    best = score;
                    column = candidate.name();
                }
            }
            if (best == 0) {
                return null;
            }
            total += best;
        }
        return new Scored(relation.ref(), total, column);
    }

    private static int byName(IndexedRelation relation, String word) {
        String name = relation.name();
        int at = name.indexOf(word);
        if (at == 0) {
            return name.length() == word.length() ? NAME_IS : NAME_STARTS;
        }
        if (at > 0) {
            return Character.isLetterOrDigit(name.charAt(at - 1)) ? NAME_CONTAINS : NAME_HAS_WORD;
        }
        return relation.path().contains(word) ? PATH_CONTAINS : 0;
    }

    private static int byColumn(String column, String word) {
        if (column.equals(word)) {
            return COLUMN_IS;
        }
        if (column.startsWith(word)) {
            return COLUMN_STARTS;
        }
        return column.contains(word) ? COLUMN_CONTAINS : 0;
    }

    private record Scored(
            RelationRef ref, int score, @Nullable String column) {}
}
