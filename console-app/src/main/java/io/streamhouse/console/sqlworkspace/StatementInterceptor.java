package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import io.streamhouse.model.Outcome;
import io.streamhouse.sql.StatementKind;
import java.util.Optional;

/**
 * A feature that carries out some statements itself, in place of the engine, or has something against them. A bean of
 * this type is asked before every statement, whether it comes from the page or from {@code POST /sql}.
 */
public interface StatementInterceptor {

    /**
     * Looks at a statement before it goes to the engine. Called for every one: what is none of its business it tells
     * from the kind and the first words.
     *
     * @param namespace where the session looks up unqualified names; both parts are there
     * @return what came of it; empty to let the engine have it
     * @throws io.streamhouse.model.ProblemException if it must not run; places are those of {@code statement}
     */
    Optional<Outcome> intercept(Actor actor, String statement, StatementKind kind, Namespace namespace);
}
