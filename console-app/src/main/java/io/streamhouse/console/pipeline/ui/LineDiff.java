package io.streamhouse.console.pipeline.ui;

import java.util.ArrayList;
import java.util.List;

/** What became of a text, line by line. */
record LineDiff(List<Line> lines) {

    /** Beyond so many comparisons, what lies between the common beginning and end is one block that became another. */
    private static final long MOST_COMPARED = 4_000_000;

    enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    record Line(Kind kind, String text) {}

    LineDiff {
        lines = List.copyOf(lines);
    }

    /** The fewest lines removed and added that make the one out of the other, those removed first. */
    static LineDiff between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int head = 0;
        while (head < old.size() && head < now.size() && old.get(head).equals(now.get(head))) {
            head++;
        }
        int oldEnd = old.size();
        int nowEnd = now.size();
        while (oldEnd > head && nowEnd > head && old.get(oldEnd - 1).equals(now.get(nowEnd - 1))) {
            oldEnd--;
            nowEnd--;
        }
        List<Line> lines = new ArrayList<>();
        old.subList(0, head).forEach(line -> lines.add(new Line(Kind.SAME, line)));
        between(old.subList(head, oldEnd), now.subList(head, nowEnd), lines);
        old.subList(oldEnd, old.size()).forEach(line -> lines.add(new Line(Kind.SAME, line)));
        return new LineDiff(lines);
    }

    private static void between(List<String> old, List<String> now, List<Line> lines) {
        if ((long) old.size() * now.size() > MOST_COMPARED) {
            old.forEach(line -> lines.add(new Line(Kind.REMOVED, line)));
            now.forEach(line -> lines.add(new Line(Kind.ADDED, line)));
            return;
        }
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add(new Line(Kind.SAME, old.get(i++)));
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line(Kind.REMOVED, old.get(i++)));
            } else {
                lines.add(new Line(Kind.ADDED, now.get(j++)));
            }
        }
    }

    /** Whether both texts are alike. */
    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.kind() == Kind.SAME);
    }
}
