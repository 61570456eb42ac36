package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a pipeline that is open in a window would be there again after a reload: the version that it is based on, the
 * draft over it, and whether another window has been faster. Not safe for threads: whoever has it open calls it under
 * its own lock.
 */
final class OpenDraft {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDraft.class);

    private final Actor actor;
    private final String id;
    private final Pipelines pipelines;
    private final PipelineDrafts drafts;

    private KeptPipeline kept;
    private PipelineDraft draft;
    private long savedChange;
    private Saving saving = new Saving.Saved();

    /** @param saved the draft that was left, if there is one */
    OpenDraft(
            Actor actor, KeptPipeline kept, Optional<PipelineDraft> saved, Pipelines pipelines, PipelineDrafts drafts) {
        this.actor = actor;
        this.id = kept.id();
        this.kept = kept;
        this.draft = saved.orElseGet(() -> PipelineDraft.none(kept));
        this.pipelines = pipelines;
        this.drafts = drafts;
    }

    /** What the window begins with. */
    EditHistory.Moment begun() {
        return new EditHistory.Moment(draft.name(), draft.content());
    }

    KeptPipeline kept() {
        return kept;
    }

    Saving saving() {
        return saving;
    }

    /** Whether there is nothing to keep as a version, not even how it is written or laid out. */
    boolean isKept(EditHistory.Moment here) {
        return here.content().equals(kept.content()) && here.name().equals(kept.name());
    }

    /** Whether the version would mean something else than what is here. */
    boolean isChanged(EditHistory.Moment here) {
        return !here.content().means(kept.content()) || !here.name().equals(kept.name());
    }

    /** What the other window has, until a person has chosen. */
    Optional<Saving.Conflict> conflict() {
        return saving instanceof Saving.Conflict conflict ? Optional.of(conflict) : Optional.empty();
    }

    void refuseConflict() {
        conflict().ifPresent(conflict -> {
            throw new ProblemException(
                    ErrorCode.REVISION_CONFLICT,
                    "Another window has changed this pipeline since, as "
                            + conflict.by().name(),
                    "Choose between the two first: take theirs, keep yours, or keep yours as a copy");
        });
    }

    /**
     * Something was changed.
     *
     * @return whether it is to be saved; not while there is a conflict
     */
    boolean changed() {
        if (conflict().isPresent()) {
            return false;
        }
        saving = new Saving.UnderWay();
        return true;
    }

    /** Whether the change is not saved and can be. */
    boolean isDue(long change) {
        return savedChange != change && conflict().isEmpty();
    }

    /**
     * Saves what is here, unless another window was faster.
     *
     * @param change the number of its last change
     */
    void save(EditHistory.Moment here, long change) {
        try {
            draft = drafts.save(actor, draft.with(here.name(), here.content()));
            savedChange = change;
            saving = new Saving.Saved();
        } catch (ProblemException e) {
            if (Set.of(ErrorCode.REVISION_CONFLICT, ErrorCode.ALREADY_EXISTS, ErrorCode.NOT_FOUND)
                    .contains(e.problem().code())) {
                compare(here, change);
            } else {
                saving = new Saving.Failed(e.problem());
            }
        } catch (RuntimeException e) {
            LOG.error("The draft of pipeline {} can't be saved", id, e);
            saving = new Saving.Failed(
                    Problem.of(ErrorCode.INTERNAL, "The draft could not be saved; the console's log has more"));
        }
    }

    /**
     * Keeps what is here as the next version.
     *
     * @throws ProblemException REVISION_CONFLICT if somebody else has kept one since
     */
    void keep(EditHistory.Moment here, long change) {
        KeptPipeline next = pipelines.keep(actor, id, draft.basedOn(), here.name(), here.content());
        drafts.discard(actor, id);
        kept = next;
        draft = PipelineDraft.none(next);
        savedChange = change;
        saving = new Saving.Saved();
    }

    /** Somebody else was faster: that is a conflict, unless both have come to the same. */
    void compare(EditHistory.Moment here, long change) {
        Optional<PipelineDraft> theirs = drafts.find(actor, id).filter(other -> other.revision() != draft.revision());
        if (theirs.isPresent()) {
            sameOrConflict(
                    here,
                    change,
                    theirs.get().content(),
                    theirs.get().savedBy(),
                    theirs.get().savedAt());
        } else {
            KeptPipeline now = pipelines.get(id);
            sameOrConflict(here, change, now.content(), now.changedBy(), now.changedAt());
        }
    }

    private void sameOrConflict(EditHistory.Moment here, long change, PipelineContent theirs, Actor by, Instant at) {
        if (theirs.equals(here.content())) {
            settle(here);
            savedChange = change;
        } else {
            saving = new Saving.Conflict(by, at, theirs);
        }
    }

    /** The conflict is over: what comes next is based on what there is now. */
    void settle(EditHistory.Moment here) {
        kept = pipelines.get(id);
        PipelineDraft none = PipelineDraft.none(kept);
        draft = drafts.find(actor, id).orElse(none);
        draft = new PipelineDraft(
                id, here.name(), here.content(), kept.revision(), draft.revision(), draft.savedBy(), draft.savedAt());
        saving = new Saving.Saved();
    }

    /**
     * Takes what another window has saved or kept, if nothing was done here meanwhile.
     *
     * @return what there is now; empty if nothing was taken
     */
    Optional<EditHistory.Moment> adopt(PipelineDrafts.Saved saved, long change) {
        boolean ours = saved.draftRevision() == draft.revision() && saved.keptRevision() == kept.revision();
        if (ours || savedChange != change || conflict().isPresent()) {
            return Optional.empty();
        }
        KeptPipeline now = pipelines.get(id);
        draft = drafts.find(actor, id).orElseGet(() -> PipelineDraft.none(now));
        kept = now;
        return Optional.of(begun());
    }

    /** What is here under this number is what was adopted, and so it is saved. */
    void adopted(long change) {
        savedChange = change;
    }
}
