package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.console.pipeline.ui.LineDiff.Kind;
import io.streamhouse.console.pipeline.ui.LineDiff.Line;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class LineDiffTest {

    @Test
    void a_changed_line_is_one_removed_and_one_added_between_those_that_stay() {
        LineDiff diff = LineDiff.between("SELECT a\nFROM t\nWHERE a > 1", "SELECT a\nFROM u\nWHERE a > 1");

        assertThat(diff.lines())
                .containsExactly(
                        new Line(Kind.SAME, "SELECT a"),
                        new Line(Kind.REMOVED, "FROM t"),
                        new Line(Kind.ADDED, "FROM u"),
                        new Line(Kind.SAME, "WHERE a > 1"));
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void texts_that_are_alike_have_no_difference() {
        assertThat(LineDiff.between("a\nb", "a\nb").isEmpty()).isTrue();
        assertThat(LineDiff.between("", "").lines()).isEmpty();
    }

    @Test
    void lines_moved_are_found_again_with_as_few_changes_as_there_can_be() {
        LineDiff diff = LineDiff.between("a\nb\nc\nd", "b\nc\nd\na");

        assertThat(diff.lines()).filteredOn(line -> line.kind() != Kind.SAME).hasSize(2);
    }

    @Test
    void either_text_can_be_read_out_of_the_difference() {
        long seed = Long.getLong("streamhouse.seed", 7);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 200; round++) {
            String before = text(random);
            String after = text(random);

            LineDiff diff = LineDiff.between(before, after);

            assertThat(side(diff, Kind.ADDED))
                    .as("before, seed %s", seed)
                    .isEqualTo(before.lines().toList());
            assertThat(side(diff, Kind.REMOVED))
                    .as("after, seed %s", seed)
                    .isEqualTo(after.lines().toList());
        }
    }

    @Test
    void two_long_texts_are_compared_in_little_memory() {
        String before = String.join("\n", Collections.nCopies(5_000, "before"));
        String after = String.join("\n", Collections.nCopies(5_000, "after"));

        LineDiff diff = LineDiff.between("begins\n" + before, "begins\n" + after);

        assertThat(diff.lines().getFirst()).isEqualTo(new Line(Kind.SAME, "begins"));
        assertThat(diff.lines()).hasSize(10_001);
    }

    private static List<String> side(LineDiff diff, Kind without) {
        return diff.lines().stream()
                .filter(line -> line.kind() != without)
                .map(Line::text)
                .toList();
    }

    private static String text(RandomGenerator random) {
        return String.join(
                "\n",
                random.ints(random.nextInt(12), 0, 4)
                        .mapToObj(line -> "line " + line)
                        .toList());
    }
}
