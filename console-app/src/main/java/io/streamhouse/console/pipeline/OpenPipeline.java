package io.streamhouse.console.pipeline;

import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NodeCheck;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.ReadPipeline;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.TargetVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline that is open in one window. Every change takes hold at once; what it means (the SQL, the columns, what is
 * wrong) follows a moment later, and listeners are told of both. Changes are saved as a draft by themselves.
 *
 * <p>Calls that would make a picture that can't be throw {@link ProblemException} and change nothing. Safe for threads.
 */
public final class OpenPipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenPipeline.class);

    /** How soon after a change it is saved; what follows meanwhile is saved with it. */
    private static final Duration SAVED_AFTER = Duration.ofMillis(400);

    /**
     * All there is to show.
     *
     * @param change grows with every change of the content, so that a page can tell whether it has shown it
     * @param asText nodes that no step covers, and why
     * @param checks by node; may lack nodes, and be those of the content before, until {@code checked}
     * @param verdicts what the planner says of targets; comes a moment after the checks, and is empty until then
     * @param checked whether checks and SQL are those of this content
     * @param undo what would be undone, in words, such as {@code Add filtered}
     * @param redo what would be done again
     * @param revision the version it is based on
     * @param changed whether there is something to keep as a version
     * @param notice a sentence about something that happened elsewhere, until the next change here
     */
    public record State(
            String id,
            String name,
            PipelineContent content,
            long change,
            SqlSide sql,
            List<ReadPipeline.AsText> asText,
            Map<String, NodeCheck> checks,
            Map<String, TargetVerdict> verdicts,
            boolean checked,
            Optional<String> undo,
            Optional<String> redo,
            Saving saving,
            long revision,
            boolean changed,
            Optional<String> notice) {

        public State {
            asText = List.copyOf(asText);
            checks = Map.copyOf(checks);
            verdicts = Map.copyOf(verdicts);
        }

        public Pipeline pipeline() {
            return content.pipeline();
        }
    }

    private final Actor actor;
    private final String id;
    private final PipelineLanguage language;
    private final PipelineLanguage.Checking checking;
    private final Pipelines pipelines;
    private final PipelineDrafts drafts;
    private final ScheduledExecutorService background;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final EditHistory history;
    private final Watch elsewhere;
    private final Object tellingInTurn = new Object();
    private long told;

    private KeptPipeline kept;
    private PipelineDraft draft;
    private String name;
    private PipelineContent content;
    private long change;
    private long savedChange;
    private SqlSide sql;
    private List<ReadPipeline.AsText> asText = List.of();
    private Map<String, NodeCheck> checks = Map.of();
    private Map<String, TargetVerdict> verdicts = Map.of();
    private long checkedChange = -1;
    private boolean lookAgain;
    private Saving saving = new Saving.Saved();
    private Optional<String> notice;
    private boolean working;
    private boolean saveDue;
    private boolean closed;

    /**
     * @param saved the draft that was left, if there is one
     * @param notice what is to be said at first
     */
    OpenPipeline(
            Actor actor,
            KeptPipeline kept,
            Optional<PipelineDraft> saved,
            Optional<String> notice,
            PipelineLanguage language,
            Pipelines pipelines,
            PipelineDrafts drafts,
            ScheduledExecutorService background,
            InstantSource clock) {
        this.actor = actor;
        this.id = kept.id();
        this.kept = kept;
        this.draft = saved.orElseGet(() -> PipelineDraft.none(kept));
        this.name = draft.name();
        this.content = draft.content();
        this.sql = new SqlSide.InStep(content.text().orElse(""));
        this.notice = notice;
        this.language = language;
        this.checking = language.checking();
        this.pipelines = pipelines;
        this.drafts = drafts;
        this.background = background;
        this.history = new EditHistory(clock);
        this.elsewhere = drafts.onSaved(actor, id, this::savedElsewhere);
        synchronized (this) {
            work();
        }
    }

    public String id() {
        return id;
    }

    public synchronized State state() {
        return new State(
                id,
                name,
                content,
                change,
                sql,
                asText,
                checks,
                verdicts,
                checkedChange == change,
                history.undo(),
                history.redo(),
                saving,
                kept.revision(),
                !content.means(kept.content()) || !name.equals(kept.name()),
                notice);
    }

    /** Calls the listener after every change and after what follows from it, from any thread; never with an older state. */
    public Watch onChange(Consumer<State> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * A new node.
     *
     * @return the name it was given
     */
    public String add(Step step, Place place) {
        return edit(() -> {
            String called = content.pipeline().freeName(PipelineWords.name(step));
            done("Add " + called, "", with(content.pipeline().with(PipelineNode.of(called, step)), called, place));
            return called;
        });
    }

    /**
     * A new node that takes the rows of another at its first input.
     *
     * @return the name it was given
     */
    public String addAfter(String from, Step step, Place place) {
        return edit(() -> {
            String called = content.pipeline().freeName(PipelineWords.name(step));
            Pipeline linked =
                    content.pipeline().with(PipelineNode.of(called, step)).linked(new Link(from, called, 0));
            done("Add " + called, "", with(linked, called, place));
            return called;
        });
    }

    /** Another step or note for a node. What is typed into one of its fields without a pause is one step to undo. */
    public void change(PipelineNode node) {
        edit(() -> {
            require(node.name());
            if (!content.pipeline().node(node.name()).equals(Optional.of(node))) {
                done(
                        "Change " + node.name(),
                        "change " + node.name(),
                        content.with(content.pipeline().changed(node)));
            }
            return node.name();
        });
    }

    /** Another name for a node; expressions that say the old one say the new one. */
    public void rename(String from, String to) {
        edit(() -> {
            require(from);
            String called = to.strip();
            if (!called.equals(from)) {
                Pipeline renamed = language.rename(content.pipeline(), from, called);
                Map<String, Place> places = new HashMap<>(content.places());
                Optional.ofNullable(places.remove(from)).ifPresent(place -> places.put(called, place));
                done(
                        "Rename " + from,
                        "",
                        new PipelineContent(renamed, places, content.mode(), content.current(), Optional.empty()));
            }
            return called;
        });
    }

    /** Rows flow from one node to an input of another, in place of those that did. */
    public void connect(String from, String to, int port) {
        edit(() -> {
            done(
                    "Connect " + from + " to " + to,
                    "",
                    content.with(content.pipeline().linked(new Link(from, to, port))));
            return to;
        });
    }

    public void disconnect(String to, int port) {
        edit(() -> {
            done("Disconnect " + to, "", content.with(content.pipeline().unlinked(to, port)));
            return to;
        });
    }

    /** Without these nodes and the links to and from them. */
    public void remove(Set<String> nodes) {
        edit(() -> {
            if (!nodes.isEmpty()) {
                done(
                        "Remove " + (nodes.size() == 1 ? nodes.iterator().next() : nodes.size() + " nodes"),
                        "",
                        content.with(content.pipeline().without(nodes)));
            }
            return id;
        });
    }

    /**
     * Nodes copied, from here or elsewhere, with the links between them.
     *
     * @return what they are called here, by what they were called there
     */
    public Map<String, String> paste(Pipeline part, Map<String, Place> places) {
        return edit(() -> {
            Map<String, String> called = new LinkedHashMap<>();
            Pipeline more = content.pipeline();
            Pipeline copied = part;
            for (PipelineNode node : part.nodes()) {
                String free = more.freeName(node.name());
                // A name that is free here may be taken by another node of the part.
                while (!free.equals(node.name()) && copied.node(free).isPresent()) {
                    free = free + "_2";
                }
                if (!free.equals(node.name())) {
                    copied = language.rename(copied, node.name(), free);
                }
                called.put(node.name(), free);
                more = more.with(copied.node(free).orElseThrow());
            }
            for (Link link : copied.links()) {
                more = more.linked(link);
            }
            Map<String, Place> all = new HashMap<>(content.places());
            places.forEach(
                    (before, place) -> Optional.ofNullable(called.get(before)).ifPresent(now -> all.put(now, place)));
            done(
                    "Paste " + part.nodes().size() + (part.nodes().size() == 1 ? " node" : " nodes"),
                    "",
                    new PipelineContent(more, all, content.mode(), content.current(), Optional.empty()));
            return Map.copyOf(called);
        });
    }

    /** Nodes moved by hand. */
    public void move(Map<String, Place> moved) {
        edit(() -> {
            done(
                    "Move " + (moved.size() == 1 ? moved.keySet().iterator().next() : moved.size() + " nodes"),
                    "move " + moved.keySet(),
                    content.placed(moved));
            return id;
        });
    }

    /** All nodes where a layout has put them. */
    public void arrange(Map<String, Place> laidOut) {
        edit(() -> {
            done("Arrange", "", content.placed(laidOut));
            return id;
        });
    }

    /** Where nodes without a place were put. Nothing that anybody did, so there is nothing to undo. */
    public void place(Map<String, Place> laidOut) {
        edit(() -> {
            Map<String, Place> missing = new HashMap<>(laidOut);
            missing.keySet().removeAll(content.places().keySet());
            PipelineContent placed = content.placed(missing);
            if (!placed.equals(content)) {
                content = placed;
                change++;
                checkedChange = checkedChange == change - 1 ? change : checkedChange;
                saveSoon();
            }
            return id;
        });
    }

    /** Another text; the picture follows if it can be read. */
    public void setSql(String text) {
        edit(() -> {
            if (!text.equals(sql.text()) || sql instanceof SqlSide.Unwritten) {
                done(
                        "Edit the SQL",
                        "sql",
                        new PipelineContent(
                                content.pipeline(),
                                content.places(),
                                content.mode(),
                                content.current(),
                                Optional.of(text)));
            }
            return id;
        });
    }

    public void setMode(ExecutionMode mode) {
        edit(() -> {
            if (content.mode() != mode) {
                done(
                        mode == ExecutionMode.STREAMING ? "Run it streaming" : "Run it as a batch",
                        "",
                        new PipelineContent(
                                content.pipeline(), content.places(), mode, content.current(), content.text()));
            }
            return id;
        });
    }

    /** Where names of fewer than three parts are looked up. */
    public void setCurrent(DatabaseId current) {
        edit(() -> {
            if (!content.current().equals(current)) {
                done(
                        "Look names up in " + current,
                        "",
                        new PipelineContent(
                                content.pipeline(), content.places(), content.mode(), current, content.text()));
            }
            return id;
        });
    }

    /** What the pipeline is called. */
    public void setName(String wanted) {
        edit(() -> {
            String checked = Pipelines.checkedName(wanted);
            if (!checked.equals(name)) {
                history.did("Call it " + checked, "name", new EditHistory.Moment(name, content));
                name = checked;
                changed();
            }
            return checked;
        });
    }

    /** Nothing happens if there is nothing to undo. */
    public void undo() {
        go(history::undo);
    }

    /** Nothing happens if there is nothing to do again. */
    public void redo() {
        go(history::redo);
    }

    private void go(Function<EditHistory.Moment, EditHistory.@Nullable Moment> way) {
        edit(() -> {
            EditHistory.Moment now = new EditHistory.Moment(name, content);
            EditHistory.Moment then = way.apply(now);
            if (then != null && !then.equals(now)) {
                name = then.name();
                content = then.content();
                changed();
            }
            return id;
        });
    }

    /**
     * Keeps what is here as the next version.
     *
     * @throws ProblemException REVISION_CONFLICT if somebody else has kept one since; the state says so too. SYNTAX and
     *     the like while the SQL can't be read
     */
    public KeptPipeline keep() {
        KeptPipeline next;
        try {
            synchronized (this) {
                refuseConflict();
                if (sql instanceof SqlSide.Unread unread) {
                    throw new ProblemException(unread.problem());
                }
                if (content.equals(kept.content()) && name.equals(kept.name())) {
                    return kept;
                }
                next = pipelines.keep(actor, id, draft.basedOn(), name, content);
                drafts.discard(actor, id);
                kept = next;
                draft = PipelineDraft.none(next);
                savedChange = change;
                saving = new Saving.Saved();
            }
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.REVISION_CONFLICT) {
                synchronized (this) {
                    conflict();
                }
                tell();
            }
            throw e;
        }
        tell();
        return next;
    }

    /** Takes the content of a version, to be looked at and kept, or undone. */
    public void restore(long revision) {
        PipelineVersion version = pipelines.version(id, revision);
        edit(() -> {
            done("Restore version " + revision, "", version.content());
            return id;
        });
    }

    /** In a conflict: what the other window has is shown here; what was here can be had back with undo. */
    public void takeTheirs() {
        edit(() -> {
            if (saving instanceof Saving.Conflict conflict) {
                rebase();
                history.did("Take what the other window has", "", new EditHistory.Moment(name, content));
                content = conflict.theirs();
                saving = new Saving.Saved();
                changed();
            }
            return id;
        });
    }

    /** In a conflict: what is here is saved; the other window shows it then, and can undo that. */
    public void keepMine() {
        edit(() -> {
            if (saving instanceof Saving.Conflict) {
                rebase();
                saving = new Saving.Saved();
                changed();
            }
            return id;
        });
    }

    /**
     * In a conflict: what is here becomes a pipeline of its own, and this window shows what the other has.
     *
     * @return the new pipeline
     */
    public KeptPipeline keepAsCopy(String copyName) {
        PipelineContent mine = state().content();
        KeptPipeline copy = pipelines.create(actor, copyName, mine);
        takeTheirs();
        return copy;
    }

    /** Saves what is not saved yet, now. */
    public void save() {
        boolean due;
        synchronized (this) {
            due = savedChange != change && !(saving instanceof Saving.Conflict);
        }
        if (due) {
            saveNow();
        }
    }

    /** Saves, and ends what goes on in the background. */
    @Override
    public void close() {
        save();
        synchronized (this) {
            closed = true;
        }
        listeners.clear();
        elsewhere.close();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** What relations there are has changed: what was found of the nodes may not hold any more. */
    void lookAgain() {
        synchronized (this) {
            lookAgain = true;
            work();
        }
    }

    private interface Edit<T> {
        T make();
    }

    private <T> T edit(Edit<T> edit) {
        T made;
        synchronized (this) {
            made = edit.make();
        }
        tell();
        return made;
    }

    private PipelineContent with(Pipeline pipeline, String node, Place place) {
        return content.with(pipeline).placed(Map.of(node, place));
    }

    private void require(String node) {
        if (content.pipeline().node(node).isEmpty()) {
            throw new ProblemException(Problem.of(
                    ErrorCode.NOT_FOUND,
                    "There is no node “" + node + "” any more",
                    "It was removed or renamed, here or in another window"));
        }
    }

    private void done(String words, String key, PipelineContent next) {
        if (next.equals(content)) {
            return;
        }
        history.did(words, key, new EditHistory.Moment(name, content));
        content = next;
        changed();
    }

    private void changed() {
        change++;
        notice = Optional.empty();
        work();
        saveSoon();
    }

    private void work() {
        if (!working && !closed) {
            working = true;
            background.execute(this::catchUp);
        }
    }

    /** Finds out what the content means until that is what it still is. */
    private void catchUp() {
        try {
            while (true) {
                long at;
                PipelineContent now;
                synchronized (this) {
                    boolean done = checkedChange == change && !lookAgain;
                    if (done || closed) {
                        working = false;
                        return;
                    }
                    lookAgain = false;
                    at = change;
                    now = content;
                }
                Meaning meaning = meaning(now);
                synchronized (this) {
                    if (at == change) {
                        take(meaning);
                    }
                }
                tell();
                judge(at);
            }
        } catch (RuntimeException e) {
            LOG.error("What pipeline {} means can't be found out", id, e);
            synchronized (this) {
                working = false;
            }
        }
    }

    /** Asks the planner as well, if nothing has been changed meanwhile: it takes its time. */
    private void judge(long at) {
        PipelineContent now;
        synchronized (this) {
            if (at != change || lookAgain || content.pipeline().targets().isEmpty()) {
                return;
            }
            now = content;
        }
        Map<String, TargetVerdict> judged = checking.judge(now.pipeline(), now.current(), now.mode());
        Map<String, NodeCheck> again = checking.check(now.pipeline(), now.current(), now.mode());
        synchronized (this) {
            if (at != change) {
                return;
            }
            verdicts = judged;
            checks = again;
        }
        tell();
    }

    private record Meaning(
            Pipeline pipeline, SqlSide sql, List<ReadPipeline.AsText> asText, Map<String, NodeCheck> checks) {}

    private Meaning meaning(PipelineContent now) {
        Pipeline pipeline = now.pipeline();
        Optional<SqlSide> written = Optional.empty();
        List<ReadPipeline.AsText> texts = stillAsText(pipeline);
        if (now.text().isPresent()) {
            String text = now.text().get();
            try {
                ReadPipeline read = language.read(text, now.current(), pipeline);
                pipeline = read.pipeline();
                texts = read.asText();
                written = Optional.of(new SqlSide.InStep(text));
            } catch (ProblemException e) {
                written = Optional.of(new SqlSide.Unread(text, e.problem()));
            }
        }
        Map<String, NodeCheck> found = checking.check(pipeline, now.current(), now.mode());
        Pipeline picture = pipeline;
        return new Meaning(picture, written.orElseGet(() -> write(picture, found)), texts, found);
    }

    private SqlSide write(Pipeline pipeline, Map<String, NodeCheck> found) {
        if (pipeline.nodes().isEmpty()) {
            return new SqlSide.InStep("");
        }
        try {
            return new SqlSide.InStep(language.write(pipeline, found));
        } catch (ProblemException e) {
            return new SqlSide.Unwritten(lastText(), e.problem());
        }
    }

    private synchronized String lastText() {
        return sql.text();
    }

    private synchronized List<ReadPipeline.AsText> stillAsText(Pipeline pipeline) {
        return asText.stream()
                .filter(text -> pipeline.node(text.node())
                        .filter(node -> node.step() instanceof Step.Query)
                        .isPresent())
                .toList();
    }

    private void take(Meaning meaning) {
        if (!meaning.pipeline().equals(content.pipeline())) {
            content = new PipelineContent(
                    meaning.pipeline(), content.places(), content.mode(), content.current(), content.text());
        }
        sql = meaning.sql();
        asText = meaning.asText();
        checks = meaning.checks();
        verdicts = Map.of();
        checkedChange = change;
    }

    private void tell() {
        synchronized (tellingInTurn) {
            State now = state();
            // Two threads may come here at once; whoever asks for the state later has the newer one.
            if (now.change() >= told) {
                told = now.change();
                listeners.forEach(listener -> listener.accept(now));
            }
        }
    }

    private void saveSoon() {
        if (!(saving instanceof Saving.Conflict)) {
            saving = new Saving.UnderWay();
            if (!saveDue && !closed) {
                saveDue = true;
                background.schedule(this::saveNow, SAVED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void saveNow() {
        synchronized (this) {
            saveDue = false;
            if (saving instanceof Saving.Conflict || savedChange == change) {
                return;
            }
            long at = change;
            try {
                draft = drafts.save(actor, draft.with(name, content));
                savedChange = at;
                saving = new Saving.Saved();
            } catch (ProblemException e) {
                if (Set.of(ErrorCode.REVISION_CONFLICT, ErrorCode.ALREADY_EXISTS, ErrorCode.NOT_FOUND)
                        .contains(e.problem().code())) {
                    conflict();
                } else {
                    saving = new Saving.Failed(e.problem());
                }
            } catch (RuntimeException e) {
                LOG.error("The draft of pipeline {} can't be saved", id, e);
                saving = new Saving.Failed(
                        Problem.of(ErrorCode.INTERNAL, "The draft could not be saved; the console's log has more"));
            }
        }
        tell();
    }

    /** Somebody else was faster. */
    private void conflict() {
        Optional<PipelineDraft> theirs = drafts.find(actor, id).filter(other -> other.revision() != draft.revision());
        if (theirs.isPresent()) {
            sameOrConflict(
                    theirs.get().content(), theirs.get().savedBy(), theirs.get().savedAt());
        } else {
            KeptPipeline now = pipelines.get(id);
            sameOrConflict(now.content(), now.changedBy(), now.changedAt());
        }
    }

    private void sameOrConflict(PipelineContent theirs, Actor by, Instant at) {
        if (theirs.equals(content)) {
            rebase();
            savedChange = change;
            saving = new Saving.Saved();
        } else {
            saving = new Saving.Conflict(by, at, theirs);
        }
    }

    /** What comes next is based on what there is now. */
    private void rebase() {
        kept = pipelines.get(id);
        PipelineDraft none = PipelineDraft.none(kept);
        draft = drafts.find(actor, id).orElse(none);
        draft = new PipelineDraft(
                id, name, content, kept.revision(), draft.revision(), draft.savedBy(), draft.savedAt());
    }

    private void refuseConflict() {
        if (saving instanceof Saving.Conflict conflict) {
            throw new ProblemException(
                    ErrorCode.REVISION_CONFLICT,
                    "Another window has changed this pipeline since, as "
                            + conflict.by().name(),
                    "Choose between the two first: take theirs, keep yours, or keep yours as a copy");
        }
    }

    /** Another window has saved or kept something. If nothing was done here meanwhile, it is shown here too. */
    private void savedElsewhere(PipelineDrafts.Saved saved) {
        synchronized (this) {
            boolean ours = saved.draftRevision() == draft.revision() && saved.keptRevision() == kept.revision();
            if (ours || closed || savedChange != change || saving instanceof Saving.Conflict) {
                return;
            }
            KeptPipeline now = pipelines.get(id);
            PipelineDraft next = drafts.find(actor, id).orElseGet(() -> PipelineDraft.none(now));
            kept = now;
            draft = next;
            if (!next.content().equals(content) || !next.name().equals(name)) {
                history.did("What another window did", "elsewhere", new EditHistory.Moment(name, content));
                name = next.name();
                content = next.content();
                change++;
                savedChange = change;
                notice = Optional.of("Another window has changed this pipeline; this one shows it too. Undo brings back"
                        + " what was here");
                work();
            }
        }
        background.execute(this::tell);
    }
}
