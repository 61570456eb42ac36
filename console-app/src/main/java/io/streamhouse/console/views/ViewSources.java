package io.streamhouse.console.views;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Tag;
import io.streamhouse.refresh.ScanPosition;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/** What views read, how far each has read it, and what is held at the source so that it finds what it has not read. */
@Service
public class ViewSources {

    private final Catalogs catalogs;

    ViewSources(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * One relation that a view reads.
     *
     * @param contained the last snapshot that the view's newest version contains; empty if not known
     * @param newest the source's newest snapshot; empty if it has none
     * @param held the readers and tags of the view that keep snapshots from expiring, in words
     * @param problem why the source can't be looked at
     */
    public record Source(
            RelationId id, OptionalLong contained, OptionalLong newest, List<String> held, Optional<Problem> problem) {
        public Source {
            held = List.copyOf(held);
        }
    }

    /** The relations the view reads directly. */
    public List<Source> of(ViewState view) {
        return view.reads().stream().map(id -> source(view, id)).toList();
    }

    private Source source(ViewState view, RelationId id) {
        OptionalLong contained = view.version().stream()
                .flatMap(version -> version.reads().stream())
                .filter(position -> position.relation().equals(id))
                .map(ScanPosition::snapshot)
                .flatMapToLong(OptionalLong::stream)
                .min();
        try {
            OptionalLong newest = catalogs.facts(id).currentSnapshot().stream()
                    .mapToLong(snapshot -> snapshot.id())
                    .findFirst();
            return new Source(id, contained, newest, held(view, id), Optional.empty());
        } catch (ProblemException e) {
            return new Source(id, contained, OptionalLong.empty(), List.of(), Optional.of(e.problem()));
        }
    }

    /** What the loop placed at the source carries the view's uid in its name. */
    private List<String> held(ViewState view, RelationId id) {
        String uid = view.definition().uid();
        if (uid.isEmpty()) {
            return List.of();
        }
        List<String> readers = catalogs.consumers(id).stream()
                .filter(consumer -> consumer.id().contains(uid))
                .map((Consumer consumer) ->
                        "from snapshot " + consumer.nextSnapshot() + " on, for reader " + consumer.id())
                .toList();
        List<String> tags = catalogs.tags(id).stream()
                .map(Tag::name)
                .filter(name -> name.contains(uid))
                .map(name -> "by tag " + name)
                .toList();
        return java.util.stream.Stream.concat(readers.stream(), tags.stream()).toList();
    }
}
