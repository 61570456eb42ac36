package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.List;
import java.util.Optional;

/**
 * What a change would do.
 *
 * @param relations those that break first, nearer ones first
 * @param scripts saved scripts and streaming statements that name what is changed
 * @param untouched how many of the relations that read the changed one, directly or through others, are not concerned
 */
public record Impact(Change change, List<Concerned> relations, List<Script> scripts, int untouched) {

    public Impact {
        relations = List.copyOf(relations);
        scripts = List.copyOf(scripts);
    }

    /** What becomes of a relation. */
    public enum Effect {
        /** It can't be computed any more: it names what is gone. */
        BREAKS,
        /** It stays as it is from then on: what it reads breaks. */
        GOES_STALE,
        /** Its values change. */
        CHANGES,
        /** Nobody can tell. */
        UNKNOWN
    }

    /**
     * @param columns those concerned; all of them where the whole relation is
     * @param why in one sentence
     */
    public record Concerned(
            RelationId id, Optional<RelationKind> kind, Effect effect, List<String> columns, int distance, String why) {
        public Concerned {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param kind what it is called: {@code script}, {@code streaming statement}
     * @param why in one sentence
     */
    public record Script(String kind, String name, String why) {}

    public boolean harmless() {
        return relations.isEmpty() && scripts.isEmpty();
    }
}
