package io.streamhouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplConstants;

/**
 * What the parser could have gone on with where it stopped.
 *
 * @param matched how many tokens beyond the last good one it could still read along
 * @param exhausted whether it read along to the end of what it knew of, so that {@code images} says nothing
 * @param images the tokens it wanted then, as its tables name them
 */
record Expectation(int matched, boolean exhausted, Set<String> images) {

    private static final int MOST_KEYWORDS = 12;

    private static final Pattern KEYWORD = Pattern.compile("[A-Z][A-Z_]+");

    /** Joins and other continuations that are always possible behind a table or an expression: no help to anybody. */
    private static final Set<String> NOISE = Set.of(
            "AS",
            "EXTEND",
            "FOR",
            "MATCH_RECOGNIZE",
            "PIVOT",
            "UNPIVOT",
            "TABLESAMPLE",
            "UESCAPE",
            "EXCEPT",
            "MINUS",
            "QUALIFY",
            "INTERSECT",
            "DECIMAL",
            "SNAPSHOT");

    /**
     * @param sequences the token sequences that the parser had looked for
     * @param found the kinds of the tokens that stood there instead
     */
    static Expectation of(int[][] sequences, List<Integer> found) {
        int furthest = 0;
        boolean exhausted = false;
        for (int[] sequence : sequences) {
            int matched = matched(sequence, found);
            if (matched > furthest) {
                furthest = matched;
                exhausted = false;
            }
            exhausted |= matched == furthest && matched == sequence.length;
        }
        Set<String> images = new TreeSet<>();
        for (int[] sequence : sequences) {
            if (matched(sequence, found) == furthest && furthest < sequence.length) {
                images.add(image(sequence[furthest]));
            }
        }
        return new Expectation(furthest, exhausted, images);
    }

    private static int matched(int[] sequence, List<Integer> found) {
        int at = 0;
        while (at < sequence.length && at < found.size() && sequence[at] == found.get(at)) {
            at++;
        }
        return at;
    }

    private static String image(int kind) {
        String image = FlinkSqlParserImplConstants.tokenImage[kind];
        return image.startsWith("\"") ? image.substring(1, image.length() - 1).replace("\\'", "'") : image;
    }

    boolean wants(String image) {
        return images.contains(image);
    }

    boolean wantsExpression() {
        return wants("CASE") && wants("CAST");
    }

    boolean wantsName() {
        return wants("<IDENTIFIER>") || wants("<BACK_QUOTED_IDENTIFIER>");
    }

    /** The keywords among what was wanted. */
    Set<String> keywords() {
        Set<String> keywords = new TreeSet<>();
        for (String image : images) {
            if (KEYWORD.matcher(image).matches()) {
                keywords.add(image);
            }
        }
        return keywords;
    }

    /** What was wanted in a few words; empty where it was too much to say, or says nothing. */
    String inWords() {
        if (exhausted) {
            return "";
        }
        if (wantsExpression()) {
            return wants("SELECT") && !wants("ALL") ? "an expression or a query" : "an expression";
        }
        if (wants("WHEN") && wants("END")) {
            return "WHEN, ELSE or END";
        }
        if (wants(")") && wantsName()) {
            return "')'";
        }
        Set<String> keywords = keywords();
        if (keywords.size() > 1) {
            keywords.removeAll(NOISE);
        }
        Set<String> words = new TreeSet<>();
        if (wantsName()) {
            words.add("a name");
        } else {
            words.addAll(keywords);
        }
        if (wants("<QUOTED_STRING>") && !wantsName()) {
            words.add("a string in single quotes");
        }
        if (wants("<UNSIGNED_INTEGER_LITERAL>")) {
            words.remove("ALL");
            words.add("a number");
        }
        for (String symbol : List.of(")", "]", "=", "<", "(")) {
            if (wants(symbol) && !(symbol.equals("(") && wantsName())) {
                words.add("'" + symbol + "'");
            }
        }
        boolean few = words.size() <= 4 || words.equals(keywords) && words.size() <= MOST_KEYWORDS;
        if (!few) {
            return wants(")") ? "')'" : wants("]") ? "']'" : "";
        }
        return listed(new ArrayList<>(words));
    }

    private static String listed(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    static Set<String> allKeywords() {
        return Keywords.ALL;
    }

    private static final class Keywords {

        static final Set<String> ALL = all();

        private static Set<String> all() {
            Set<String> all = new TreeSet<>();
            for (String image : FlinkSqlParserImplConstants.tokenImage) {
                String word = image.replace("\"", "").toUpperCase(Locale.ROOT);
                if (KEYWORD.matcher(word).matches()) {
                    all.add(word);
                }
            }
            return Set.copyOf(all);
        }
    }
}
