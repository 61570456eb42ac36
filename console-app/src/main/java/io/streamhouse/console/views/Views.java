package io.streamhouse.console.views;

import io.streamhouse.cost.CostCurve;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.CreationPreview;
import io.streamhouse.refresh.ExpectedCost;
import io.streamhouse.refresh.MaterializedViews;
import io.streamhouse.refresh.ModeDecision;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.QueryChange;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.Switch;
import io.streamhouse.refresh.SwitchPreview;
import io.streamhouse.refresh.Verification;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.refresh.WhatIf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The materialized views, for pages, HTTP calls and statements alike. A change returns when it is wished; the loop
 * behind makes it so, and {@link ViewFeed} tells what came of it.
 *
 * <p>Every call throws {@link ProblemException}: NOT_FOUND for a relation that is no materialized view. Changes take the
 * revision they are based on and throw REVISION_CONFLICT if the view was changed since; without one they don't ask.
 */
@Service
public class Views {

    private final MaterializedViews views;

    Views(MaterializedViews views) {
        this.views = views;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        views.start();
    }

    /** By name. */
    public List<ViewState> list() {
        return views.list().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    public ViewState get(RelationId id) {
        return views.get(id);
    }

    /** @throws ProblemException as {@link MaterializedViews#create}; nothing is left behind then */
    public ViewState create(Actor actor, NewView request) {
        return views.create(actor, request);
    }

    /** What {@link #create} would make, and how it would be kept fresh. Changes nothing, throws the same. */
    public CreationPreview previewCreate(NewView request) {
        return views.previewCreate(request);
    }

    /** What a view that is not created yet would cost at any freshness. Changes nothing, throws the same. */
    public CostCurve previewCurve(NewView request) {
        return views.previewCurve(request);
    }

    /** @return the switch that makes it so; empty if the mode stays as it is */
    public Optional<UUID> setFreshness(
            Actor actor, RelationId id, FreshnessTarget freshness, RequestedMode mode, OptionalLong basedOn) {
        return views.setFreshness(actor, id, freshness, mode, basedOn);
    }

    public SwitchPreview preview(RelationId id, FreshnessTarget freshness, RequestedMode mode) {
        return views.preview(id, freshness, mode);
    }

    /** What the view would cost and how far it would lag at any freshness. */
    public CostCurve curve(RelationId id) {
        return views.curve(id);
    }

    /** What would come of several changes at once. */
    public WhatIf whatIf(List<WhatIf.Wish> wishes) {
        return views.whatIf(wishes);
    }

    /** What each view can be expected to cost as it is kept now. */
    public List<ExpectedCost> expectedCosts() {
        return views.expectedCosts();
    }

    /** Lets another freshness hold for a while. */
    public void tryFreshness(
            Actor actor, RelationId id, FreshnessTarget freshness, Duration forHowLong, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        views.tryFreshness(actor, id, freshness, forHowLong);
    }

    public void endTrial(Actor actor, RelationId id) {
        views.endTrial(actor, id);
    }

    /** Newest first. */
    public List<ModeDecision> decisions(RelationId id) {
        return views.decisions(id);
    }

    /** How far the view was behind in a time, and in the last hour, day and week. */
    public LagReport lag(RelationId id, Instant from, Instant to) {
        return views.lag(id, from, to);
    }

    public QueryChange previewQuery(RelationId id, String query) {
        return views.previewQuery(id, query);
    }

    public void changeQuery(Actor actor, RelationId id, String query, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        views.changeQuery(actor, id, query);
    }

    public void suspend(Actor actor, RelationId id, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        views.suspend(actor, id);
    }

    public void resume(Actor actor, RelationId id, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        views.resume(actor, id);
    }

    /** @return the refresh, listed in {@link #refreshes} from now on */
    public UUID refresh(Actor actor, RelationId id, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        return views.refresh(actor, id);
    }

    public void drop(Actor actor, RelationId id, OptionalLong basedOn) {
        checkRevision(id, basedOn);
        views.drop(actor, id);
    }

    /** Newest first. */
    public List<Switch> switches(RelationId id) {
        return views.switches(id);
    }

    /** Newest first. */
    public List<RefreshRun> refreshes(RelationId id, Instant from, Instant to) {
        return views.refreshes(id, from, to);
    }

    public Verification verify(RelationId id) {
        return views.verify(id);
    }

    /** @throws ProblemException INVALID_REQUEST if materialized views read the table, naming them */
    public void checkDrop(RelationId table) {
        views.checkDrop(table);
    }

    /** Empty for a relation that is no materialized view of ours. */
    public Optional<ViewState> find(RelationId id) {
        try {
            return Optional.of(views.get(id));
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void checkRevision(RelationId id, OptionalLong basedOn) {
        if (basedOn.isPresent() && views.get(id).revision() != basedOn.getAsLong()) {
            throw new ProblemException(
                    ErrorCode.REVISION_CONFLICT,
                    id + " was changed since you looked at it",
                    "Look at it again, and say then what is to be changed");
        }
    }
}
