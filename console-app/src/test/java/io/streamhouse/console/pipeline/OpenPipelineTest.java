package io.streamhouse.console.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.console.documents.Documents;
import io.streamhouse.console.documents.DocumentsInMemory;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A pipeline open in a window, and in two. */
final class OpenPipelineTest {

    private static final Actor ANN = new Actor("ann");
    private static final Actor BEN = new Actor("ben");
    private static final Step ORDERS = new Step.Source(new RelationId("lake", "shop", "orders"));
    private static final Place HERE = new Place(10, 20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final ScheduledExecutorService background =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());
    private Pipelines pipelines;
    private PipelineDrafts drafts;
    private KeptPipeline kept;

    @BeforeEach
    void keepOne() {
        Documents documents = DocumentsInMemory.create(now::get);
        JsonMapper json = JsonMapper.builder().build();
        pipelines = new Pipelines(documents, new PipelineJson(json));
        drafts = new PipelineDrafts(documents, new PipelineJson(json), json);
        kept = pipelines.create(ANN, "Paid orders", content(Pipeline.EMPTY));
    }

    @AfterEach
    void stop() {
        background.shutdownNow();
        drafts.stop();
    }

    @Test
    void a_picture_is_written_as_sql() {
        OpenPipeline open = open(ANN);

        open.add(ORDERS, HERE);
        open.addAfter("orders", new Step.Filter("x > 1"), HERE);

        var state = awaited(open, OpenPipeline.State::checked);
        assertThat(state.sql())
                .isEqualTo(new SqlSide.InStep("orders = lake.shop.orders\nfiltered = orders where x > 1"));
        assertThat(state.checks()).containsOnlyKeys("orders", "filtered");
    }

    @Test
    void a_half_done_picture_keeps_the_last_sql_and_names_the_node() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        awaited(open, OpenPipeline.State::checked);

        open.add(new Step.Filter("x > 1"), HERE);

        var state = awaited(open, OpenPipeline.State::checked);
        assertThat(state.sql()).isInstanceOfSatisfying(SqlSide.Unwritten.class, unwritten -> {
            assertThat(unwritten.text()).isEqualTo("orders = lake.shop.orders");
            assertThat(unwritten.problem().what()).contains("“filtered”");
        });
    }

    @Test
    void edited_sql_becomes_the_picture_and_nodes_stay_where_they_were() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);

        open.setSql("orders = lake.shop.orders\ncheap = orders where x < 5");

        var state = awaited(open, OpenPipeline.State::checked);
        assertThat(state.pipeline().links()).containsExactly(new Link("orders", "cheap", 0));
        assertThat(state.content().places()).isEqualTo(Map.of("orders", HERE));
    }

    @Test
    void sql_that_cant_be_read_leaves_the_picture_and_survives_a_reload() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        awaited(open, OpenPipeline.State::checked);
        open.setSql("orders = lake.shop.orders\nwhat is");

        var state = awaited(open, OpenPipeline.State::checked);
        assertThat(state.sql())
                .isInstanceOfSatisfying(
                        SqlSide.Unread.class,
                        unread -> assertThat(
                                        unread.problem().where().orElseThrow().line())
                                .isEqualTo(2));
        assertThat(state.pipeline().node("orders")).isPresent();
        assertThatThrownBy(open::keep).isInstanceOf(ProblemException.class).hasMessageContaining("Not a node");
        open.close();

        var reloaded = awaited(open(ANN), OpenPipeline.State::checked);
        assertThat(reloaded.sql().text()).isEqualTo("orders = lake.shop.orders\nwhat is");
        assertThat(reloaded.pipeline().node("orders")).isPresent();
    }

    @Test
    void what_is_wrong_stands_at_its_node() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        open.addAfter("orders", new Step.Filter("nonsense"), HERE);

        assertThat(awaited(open, OpenPipeline.State::checked).checks().get("filtered"))
                .isInstanceOf(NodeCheck.Faulty.class);
    }

    @Test
    void what_is_said_of_a_target_holds_though_it_was_given_a_place_meanwhile() {
        LineLanguage language = new LineLanguage();
        OpenPipeline open = open(ANN, language);
        language.whileJudging(() -> open.place(Map.of("out", HERE)));

        Step out = new Step.IntoTable(new RelationId("lake", "shop", "copies"), List.of());
        open.paste(
                new Pipeline(
                        List.of(PipelineNode.of("orders", ORDERS), PipelineNode.of("out", out)),
                        List.of(new Link("orders", "out", 0))),
                Map.of());

        var state = awaited(open, now -> !now.verdicts().isEmpty());
        assertThat(state.verdicts()).containsOnlyKeys("out");
        assertThat(state.content().places()).containsKey("out");
    }

    @Test
    void typing_into_a_field_is_one_step_to_undo_and_a_pause_begins_another() {
        OpenPipeline open = open(ANN);
        open.add(new Step.Filter(""), HERE);
        type(open, "x");
        type(open, "x >");
        type(open, "x > 1");
        now.updateAndGet(at -> at.plusSeconds(10));
        type(open, "x > 10");

        open.undo();
        assertThat(condition(open)).isEqualTo("x > 1");
        open.undo();
        assertThat(condition(open)).isEmpty();
        assertThat(open.state().undo()).contains("Add filtered");
        open.undo();
        assertThat(open.state().pipeline().nodes()).isEmpty();

        open.redo();
        open.redo();
        assertThat(condition(open)).isEqualTo("x > 1");
        assertThat(open.state().redo()).contains("Change filtered");
        type(open, "x > 2");
        assertThat(open.state().redo()).isEmpty();
    }

    @Test
    void sql_and_picture_share_one_history() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        awaited(open, OpenPipeline.State::checked);
        open.setSql("clicks = lake.web.clicks");
        awaited(open, OpenPipeline.State::checked);

        open.undo();

        var state = awaited(open, OpenPipeline.State::checked);
        assertThat(state.sql()).isEqualTo(new SqlSide.InStep("orders = lake.shop.orders"));
        assertThat(state.content().places()).isEqualTo(Map.of("orders", HERE));
    }

    @Test
    void a_circle_is_refused_and_nothing_is_changed() {
        OpenPipeline open = open(ANN);
        String first = open.add(new Step.Filter("x > 1"), HERE);
        String second = open.addAfter(first, new Step.Filter("x > 2"), HERE);
        long before = open.state().change();

        assertThatThrownBy(() -> open.connect(second, first, 0)).hasMessageContaining("circle");

        assertThat(open.state().change()).isEqualTo(before);
    }

    @Test
    void a_renamed_node_keeps_its_links_and_its_place() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        open.addAfter("orders", new Step.Filter("x > 1"), new Place(5, 5));

        open.rename("orders", "sales");

        var state = open.state();
        assertThat(state.pipeline().links()).containsExactly(new Link("sales", "filtered", 0));
        assertThat(state.content().places()).containsEntry("sales", HERE).doesNotContainKey("orders");
    }

    @Test
    void pasted_nodes_get_names_of_their_own() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        open.addAfter("orders", new Step.Filter("x > 1"), HERE);

        Map<String, String> called = open.paste(open.state().pipeline(), Map.of("orders", new Place(1, 1)));

        assertThat(called).isEqualTo(Map.of("orders", "orders_2", "filtered", "filtered_2"));
        assertThat(open.state().pipeline().links())
                .containsExactly(new Link("orders", "filtered", 0), new Link("orders_2", "filtered_2", 0));
    }

    @Test
    void what_was_drawn_is_there_after_a_reload_without_having_been_kept() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);

        awaited(open, state -> state.saving() instanceof Saving.Saved);

        var reloaded = open(ANN).state();
        assertThat(reloaded.pipeline().node("orders")).isPresent();
        assertThat(reloaded.changed()).isTrue();
        assertThat(pipelines.get(kept.id()).content().pipeline().nodes()).isEmpty();
    }

    @Test
    void a_kept_version_can_be_looked_at_again() {
        OpenPipeline open = open(ANN);
        open.add(ORDERS, HERE);
        long first = open.keep().revision();
        open.remove(Set.of("orders"));
        open.keep();

        open.restore(first);

        assertThat(open.state().pipeline().node("orders")).isPresent();
        assertThat(open.state().changed()).isTrue();
        assertThat(pipelines.versions(kept.id())).hasSize(3);
        assertThat(drafts.find(ANN, kept.id()).map(PipelineDraft::basedOn).orElse(first + 1))
                .isEqualTo(first + 1);
    }

    @Test
    void a_second_window_that_changes_nothing_shows_what_the_first_does() {
        OpenPipeline first = open(ANN);
        OpenPipeline second = open(ANN);

        first.add(ORDERS, HERE);

        var shown = awaited(second, state -> state.pipeline().node("orders").isPresent());
        assertThat(shown.notice().orElseThrow()).contains("Another window");
        second.addAfter("orders", new Step.Filter("x > 1"), HERE);
        awaited(first, state -> state.pipeline().node("filtered").isPresent());
    }

    @Test
    void the_second_of_two_windows_that_change_the_same_is_told_and_nothing_is_lost() {
        OpenPipeline first = open(ANN);
        OpenPipeline second = open(ANN);
        second.add(new Step.Filter("mine"), HERE);
        first.add(ORDERS, HERE);
        first.save();
        second.save();

        var conflict = awaited(second, state -> state.saving() instanceof Saving.Conflict);
        assertThat(conflict.pipeline().node("filtered")).isPresent();
        assertThat(((Saving.Conflict) conflict.saving()).theirs().pipeline().node("orders"))
                .isPresent();

        second.takeTheirs();
        assertThat(second.state().pipeline().node("orders")).isPresent();
        second.undo();
        assertThat(second.state().pipeline().node("filtered")).isPresent();
    }

    @Test
    void in_a_conflict_ones_own_can_be_kept_and_the_other_window_shows_it_then() {
        OpenPipeline first = open(ANN);
        OpenPipeline second = inConflict(first);

        second.keepMine();

        awaited(second, state -> state.saving() instanceof Saving.Saved);
        awaited(first, state -> state.pipeline().node("filtered").isPresent());
        first.undo();
        assertThat(first.state().pipeline().node("orders")).isPresent();
    }

    @Test
    void in_a_conflict_ones_own_can_become_a_pipeline_of_its_own() {
        OpenPipeline second = inConflict(open(ANN));

        KeptPipeline copy = second.keepAsCopy("My own");

        assertThat(pipelines.get(copy.id()).content().pipeline().node("filtered"))
                .isPresent();
        assertThat(second.state().pipeline().node("orders")).isPresent();
    }

    @Test
    void who_keeps_a_version_after_somebody_else_did_is_told_and_can_keep_both() {
        OpenPipeline ann = open(ANN);
        OpenPipeline ben = open(BEN);
        ann.add(ORDERS, HERE);
        ben.add(new Step.Filter("ben's"), HERE);
        ann.keep();

        assertThatThrownBy(ben::keep)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.REVISION_CONFLICT));
        assertThat(ben.state().saving()).isInstanceOf(Saving.Conflict.class);

        ben.keepMine();
        ben.keep();
        assertThat(pipelines.versions(kept.id()))
                .extracting(version -> version.changedBy().name())
                .containsExactly("ben", "ann", "ann");
    }

    private OpenPipeline inConflict(OpenPipeline first) {
        OpenPipeline second = open(ANN);
        second.add(new Step.Filter("mine"), HERE);
        first.add(ORDERS, HERE);
        first.save();
        second.save();
        awaited(second, state -> state.saving() instanceof Saving.Conflict);
        return second;
    }

    private OpenPipeline open(Actor actor) {
        return open(actor, new LineLanguage());
    }

    private OpenPipeline open(Actor actor, PipelineLanguage language) {
        KeptPipeline last = pipelines.get(kept.id());
        return new OpenPipeline(
                actor,
                last,
                drafts.find(actor, last.id()),
                Optional.empty(),
                language,
                pipelines,
                drafts,
                background,
                now::get);
    }

    private static PipelineContent content(Pipeline pipeline) {
        return new PipelineContent(
                pipeline, Map.of(), ExecutionMode.STREAMING, new DatabaseId("lake", "shop"), Optional.empty());
    }

    private static void type(OpenPipeline open, String condition) {
        open.change(PipelineNode.of("filtered", new Step.Filter(condition)));
    }

    private static String condition(OpenPipeline open) {
        return ((Step.Filter)
                        open.state().pipeline().node("filtered").orElseThrow().step())
                .condition();
    }

    private static OpenPipeline.State awaited(OpenPipeline open, Predicate<OpenPipeline.State> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OpenPipeline.State state = open.state();
            if (condition.test(state)) {
                return state;
            }
            assertThat(System.nanoTime()).as("still %s", state).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
