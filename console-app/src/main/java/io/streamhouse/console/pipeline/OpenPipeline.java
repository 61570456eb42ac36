package io.streamhouse.console.pipeline;

import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final Pipelines pipelines;
    private final ContentEdits edits;
    private final ContentMeanings meanings;
    private final ScheduledExecutorService background;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final EditHistory history;
    private final Watch elsewhere;
    private final Object tellingInTurn = new Object();
    private long told;

    private final OpenDraft draft;
    private EditHistory.Moment here;
    private long change;
    private ContentMeanings.Meaning meaning;
    private long checkedChange = -1;
    private boolean lookAgain;
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
        this.draft = new OpenDraft(actor, kept, saved, pipelines, drafts);
        this.here = draft.begun();
        this.meaning = ContentMeanings.Meaning.unknown(here.content());
        this.notice = notice;
        this.pipelines = pipelines;
        this.edits = new ContentEdits(language);
        this.meanings = new ContentMeanings(language);
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
                here.name(),
                here.content(),
                change,
                meaning.sql(),
                meaning.asText(),
                meaning.checks(),
                meaning.verdicts(),
                checkedChange == change,
                history.undo(),
                history.redo(),
                draft.saving(),
                draft.kept().revision(),
                draft.isChanged(here),
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
        return make(now -> edits.add(now, step, place));
    }

    /**
     * A new node that takes the rows of another at its first input.
     *
     * @return the name it was given
     */
    public String addAfter(String from, Step step, Place place) {
        return make(now -> edits.addAfter(now, from, step, place));
    }

    /** Another step or note for a node. What is typed into one of its fields without a pause is one step to undo. */
    public void change(PipelineNode node) {
        make(now -> edits.change(now, node));
    }

    /** Another name for a node; expressions that say the old one say the new one. */
    public void rename(String from, String to) {
        make(now -> edits.rename(now, from, to));
    }

    /** Rows flow from one node to an input of another, in place of those that did. */
    public void connect(String from, String to, int port) {
        make(now -> edits.connect(now, from, to, port));
    }

    public void disconnect(String to, int port) {
        make(now -> edits.disconnect(now, to, port));
    }

    /** Without these nodes and the links to and from them. */
    public void remove(Set<String> nodes) {
        make(now -> edits.remove(now, nodes));
    }

    /**
     * Nodes copied, from here or elsewhere, with the links between them.
     *
     * @return what they are called here, by what they were called there
     */
    public Map<String, String> paste(Pipeline part, Map<String, Place> places) {
        return make(now -> edits.paste(now, part, places));
    }

    /** Nodes moved by hand. */
    public void move(Map<String, Place> moved) {
        make(now -> edits.move(now, moved));
    }

    /** All nodes where a layout has put them. */
    public void arrange(Map<String, Place> laidOut) {
        make(now -> edits.arrange(now, laidOut));
    }

    /** Where nodes without a place were put. Nothing that anybody did, so there is nothing to undo. */
    public void place(Map<String, Place> laidOut) {
        edit(() -> {
            Map<String, Place> missing = new HashMap<>(laidOut);
            missing.keySet().removeAll(here.content().places().keySet());
            EditHistory.Moment placed = here.with(here.content().placed(missing));
            if (!placed.equals(here)) {
                here = placed;
                change++;
                checkedChange = checkedChange == change - 1 ? change : checkedChange;
                saveSoon();
            }
            return id;
        });
    }

    /** Another text; the picture follows if it can be read. */
    public void setSql(String text) {
        make(now -> edits.write(now, meaning.sql(), text));
    }

    public void setMode(ExecutionMode mode) {
        make(now -> edits.runAs(now, mode));
    }

    /** Where names of fewer than three parts are looked up. */
    public void setCurrent(DatabaseId current) {
        make(now -> edits.lookUpIn(now, current));
    }

    /** What the pipeline is called. */
    public void setName(String wanted) {
        edit(() -> {
            String checked = Pipelines.checkedName(wanted);
            if (!checked.equals(here.name())) {
                history.did("Call it " + checked, "name", here);
                here = new EditHistory.Moment(checked, here.content());
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
            EditHistory.Moment then = way.apply(here);
            if (then != null && !then.equals(here)) {
                here = then;
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
                draft.refuseConflict();
                if (meaning.sql() instanceof SqlSide.Unread unread) {
                    throw new ProblemException(unread.problem());
                }
                if (draft.isKept(here)) {
                    return draft.kept();
                }
                draft.keep(here, change);
                next = draft.kept();
            }
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.REVISION_CONFLICT) {
                synchronized (this) {
                    draft.compare(here, change);
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
        make(now -> edits.restore(revision, version.content()));
    }

    /** In a conflict: what the other window has is shown here; what was here can be had back with undo. */
    public void takeTheirs() {
        edit(() -> {
            draft.conflict().ifPresent(conflict -> {
                draft.settle(here);
                history.did("Take what the other window has", "", here);
                here = here.with(conflict.theirs());
                changed();
            });
            return id;
        });
    }

    /** In a conflict: what is here is saved; the other window shows it then, and can undo that. */
    public void keepMine() {
        edit(() -> {
            if (draft.conflict().isPresent()) {
                draft.settle(here);
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
            due = draft.isDue(change);
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

    private <T> T edit(Supplier<T> edit) {
        T made;
        synchronized (this) {
            made = edit.get();
        }
        tell();
        return made;
    }

    /** Makes an edit of the content, which can be undone. */
    private <T> T make(Function<PipelineContent, ContentEdits.Edit<T>> wanted) {
        return edit(() -> {
            ContentEdits.Edit<T> edit = wanted.apply(here.content());
            if (!edit.content().equals(here.content())) {
                history.did(edit.words(), edit.key(), here);
                here = here.with(edit.content());
                changed();
            }
            return edit.made();
        });
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
                ContentMeanings.Meaning before;
                synchronized (this) {
                    boolean done = checkedChange == change && !lookAgain;
                    if (done || closed) {
                        working = false;
                        return;
                    }
                    lookAgain = false;
                    at = change;
                    now = here.content();
                    before = meaning;
                }
                ContentMeanings.Meaning found = meanings.find(now, before);
                synchronized (this) {
                    if (at == change) {
                        take(found);
                    }
                }
                tell();
                judge();
            }
        } catch (RuntimeException | Error e) {
            // An executor says nothing of what a task throws.
            LOG.error("What pipeline {} means can't be found out", id, e);
            synchronized (this) {
                working = false;
            }
        }
    }

    private void take(ContentMeanings.Meaning found) {
        PipelineContent now = here.content();
        if (!found.pipeline().equals(now.pipeline())) {
            here = here.with(
                    new PipelineContent(found.pipeline(), now.places(), now.mode(), now.current(), now.text()));
        }
        meaning = found;
        checkedChange = change;
    }

    /** Asks the planner as well, if what is known is known of what is there now. */
    private void judge() {
        PipelineContent now;
        synchronized (this) {
            now = here.content();
            if (checkedChange != change || lookAgain || now.pipeline().targets().isEmpty()) {
                return;
            }
        }
        ContentMeanings.Judged judged = meanings.judge(now);
        synchronized (this) {
            // That nodes were given places meanwhile changes nothing of what they mean.
            if (!now.means(here.content())) {
                return;
            }
            meaning = meaning.judged(judged);
        }
        tell();
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
        if (draft.changed() && !saveDue && !closed) {
            saveDue = true;
            background.schedule(this::saveNow, SAVED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void saveNow() {
        synchronized (this) {
            saveDue = false;
            if (!draft.isDue(change)) {
                return;
            }
            draft.save(here, change);
        }
        tell();
    }

    /** Another window has saved or kept something. If nothing was done here meanwhile, it is shown here too. */
    private void savedElsewhere(PipelineDrafts.Saved saved) {
        synchronized (this) {
            Optional<EditHistory.Moment> theirs = closed ? Optional.empty() : draft.adopt(saved, change);
            if (theirs.isEmpty()) {
                return;
            }
            if (!theirs.get().equals(here)) {
                history.did("What another window did", "elsewhere", here);
                here = theirs.get();
                change++;
                draft.adopted(change);
                notice = Optional.of("Another window has changed this pipeline; this one shows it too. Undo brings back"
                        + " what was here");
                work();
            }
        }
        background.execute(this::tell);
    }
}
