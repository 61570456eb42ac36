package io.streamhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Streaming statements on a real engine: whatever happens to them, no row is lost and none is there twice. */
final class ManagedJobsTest {

    @SuppressWarnings("NullAway.Init")
    private static Dock dock;

    @BeforeAll
    static void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        dock = new Dock(folder);
        dock.sql("CREATE DATABASE lake.db");
    }

    @AfterAll
    static void close() {
        dock.close();
    }

    @Test
    void a_copy_goes_on_over_stops_orderly_ends_and_crashes_without_a_row_lost_or_doubled() throws IOException {
        dock.sql(
                "CREATE TABLE lake.db.words (word STRING) WITH ('bucket' = '-1',"
                        + " 'continuous.discovery-interval' = '100 ms')",
                "CREATE TABLE lake.db.copied (word STRING) WITH ('bucket' = '-1')",
                "CREATE TABLE lake.db.counted (word STRING, n BIGINT, PRIMARY KEY (word) NOT ENFORCED)"
                        + " WITH ('bucket' = '1')",
                "CREATE TABLE lake.db.marked (word STRING) WITH ('bucket' = '-1')");
        dock.write("words", Row.insert("one"));
        ManagedJob copy = dock.stream(
                "INSERT INTO copied SELECT word FROM short_words",
                "CREATE TEMPORARY VIEW short_words AS SELECT word FROM words WHERE CHAR_LENGTH(word) < 9");
        ManagedJob both = dock.stream("EXECUTE STATEMENT SET BEGIN INSERT INTO counted SELECT word, COUNT(*) FROM words"
                + " GROUP BY word; INSERT INTO marked SELECT 'x' || word FROM words; END");
        dock.awaitRows("copied", "[one]");
        dock.awaitRows("counted", "[one, 1]");

        // stopped and started by a person
        dock.managed().stop(Dock.ADA, copy.uid());
        dock.awaitState(copy, ManagedJob.State.STOPPED);
        dock.write("words", Row.insert("two"), Row.insert("too long for it"));
        dock.awaitRows("counted", "[one, 1]", "[too long for it, 1]", "[two, 1]");
        assertThat(dock.rows("copied")).containsExactly("[one]");
        dock.managed().start(Dock.ADA, copy.uid(), false);
        dock.awaitRows("copied", "[one]", "[two]");

        // the console ends as it should
        dock.awaitPlaced(both);
        dock.end();
        dock.write("words", Row.insert("one"));
        dock.begin();
        dock.awaitRows("copied", "[one]", "[one]", "[two]");

        // and as it should not
        dock.awaitPlaced(copy);
        dock.awaitPlaced(both);
        dock.write("words", Row.insert("three"));
        dock.awaitRows("copied", "[one]", "[one]", "[three]", "[two]");
        dock.crash();
        dock.write("words", Row.insert("four"));
        dock.begin();
        dock.awaitRows("copied", "[four]", "[one]", "[one]", "[three]", "[two]");
        dock.awaitRows("counted", "[four, 1]", "[one, 2]", "[three, 1]", "[too long for it, 1]", "[two, 1]");
        dock.awaitRows("marked", "[xfour]", "[xone]", "[xone]", "[xthree]", "[xtoo long for it]", "[xtwo]");
        assertThat(dock.runningJobs()).hasSize(2);

        // cancelled in Flink's own page: that is followed, and the place is kept
        dock.jobs().cancel(dock.managed().get(copy.uid()).job().orElseThrow());
        dock.awaitState(copy, ManagedJob.State.STOPPED);
        assertThat(dock.managed().get(copy.uid()).wishedBy()).isEqualTo(JobActs.ANOTHER_CLIENT);
        dock.write("words", Row.insert("five"));
        dock.managed().start(Dock.ADA, copy.uid(), false);
        dock.awaitRows("copied", "[five]", "[four]", "[one]", "[one]", "[three]", "[two]");

        // dropped: nothing runs, nothing is kept
        dock.managed().drop(Dock.ADA, copy.uid());
        dock.managed().drop(Dock.ADA, both.uid());
        dock.await(() -> dock.managed().list().isEmpty(), () -> "still there");
        assertThat(dock.runningJobs()).isEmpty();
        assertThat(files(dock.state().resolve("savepoints"))).isEmpty();
        assertThat(files(dock.state().resolve("checkpoints"))).isEmpty();
    }

    @Test
    void a_statement_whose_state_does_not_fit_any_more_says_so_and_can_be_started_anew() {
        dock.sql(
                "CREATE TABLE lake.db.sales (region STRING, amount BIGINT) WITH ('bucket' = '-1',"
                        + " 'continuous.discovery-interval' = '100 ms')",
                "CREATE TABLE lake.db.sums (region STRING, amount BIGINT, PRIMARY KEY (region) NOT ENFORCED)"
                        + " WITH ('bucket' = '1')");
        dock.write("sales", Row.insert("north", 1L), Row.insert("north", 2L));
        ManagedJob sums = dock.stream("INSERT INTO sums SELECT * FROM sales");
        dock.awaitRows("sums", "[north, 2]");
        dock.awaitPlaced(sums);
        dock.managed().stop(Dock.ADA, sums.uid());
        dock.awaitState(sums, ManagedJob.State.STOPPED);
        dock.sql("ALTER TABLE lake.db.sales ADD remark STRING", "ALTER TABLE lake.db.sums ADD remark STRING");

        dock.managed().start(Dock.ADA, sums.uid(), false);

        dock.awaitState(sums, ManagedJob.State.FAILED);
        assertThat(dock.managed().get(sums.uid()).problem()).hasValueSatisfying(problem -> {
            assertThat(problem.what()).contains("its state does not fit any more");
            assertThat(problem.nextStep().orElseThrow()).contains("start it anew");
        });
        assertThat(dock.runningJobs()).isEmpty();

        dock.managed().start(Dock.ADA, sums.uid(), true);
        dock.write("sales", Row.insert("south", 3L, "new"));
        dock.awaitRows("sums", "[north, 2, null]", "[south, 3, new]");
        dock.managed().drop(Dock.ADA, sums.uid());
        dock.await(
                () -> dock.managed().list().stream().noneMatch(one -> one.uid().equals(sums.uid())),
                () -> "still there");
    }

    @Test
    void a_statement_that_ends_by_itself_is_let_go_and_a_failing_one_says_why() {
        dock.sql(
                "CREATE TABLE lake.db.few (n INT) WITH ('bucket' = '-1')",
                "CREATE TABLE lake.db.risky (n INT) WITH ('bucket' = '-1',"
                        + " 'continuous.discovery-interval' = '100 ms')",
                "CREATE TABLE lake.db.quotients (n INT) WITH ('bucket' = '-1')");
        ManagedJob few = dock.stream("INSERT INTO few VALUES (1), (2)");
        dock.await(
                () -> dock.managed().list().stream().noneMatch(one -> one.uid().equals(few.uid())),
                () -> "still cared for");
        assertThat(dock.rows("few")).containsExactly("[1]", "[2]");
        assertThatThrownBy(() -> dock.managed().get(few.uid())).isInstanceOf(ProblemException.class);

        dock.write("risky", Row.insert(0));
        ManagedJob risky =
                dock.stream("INSERT INTO quotients SELECT 12 / n FROM risky", "SET 'restart-strategy.type' = 'none'");
        dock.await(
                () -> dock.managed().get(risky.uid()).problem().stream()
                        .anyMatch(problem -> problem.what().contains("/ by zero")),
                () -> "no reason");
        assertThat(dock.managed().get(risky.uid()).state()).isEqualTo(ManagedJob.State.RETRYING);
        assertThat(dock.managed().get(risky.uid()).retryAt()).isPresent();
        dock.managed().drop(Dock.ADA, risky.uid());
        dock.await(
                () -> dock.managed().list().stream().noneMatch(one -> one.uid().equals(risky.uid())),
                () -> "still there");
    }

    private static java.util.List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
