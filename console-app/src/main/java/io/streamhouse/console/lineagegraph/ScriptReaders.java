package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.SavedScripts;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Impact.Script;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.Mentions;
import io.streamhouse.streaming.ManagedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds saved scripts and streaming statements that name a relation, or one of its columns. By their words: a script may
 * be unfinished, or run elsewhere, and still be somebody's.
 */
@Component
class ScriptReaders implements NamingScripts {

    private static final int LONGEST = 200_000;

    static final String SCRIPT = "script";
    static final String STREAMING = "streaming statement";

    private final SavedScripts scripts;
    private final StreamingStatements statements;
    private final CurrentNamespace namespaces;

    ScriptReaders(SavedScripts scripts, StreamingStatements statements, CurrentNamespace namespaces) {
        this.scripts = scripts;
        this.statements = statements;
        this.namespaces = namespaces;
    }

    @Override
    public List<Script> of(Change change) {
        List<Script> found = new ArrayList<>(streaming(change));
        DatabaseId current = namespaces.current(Optional.empty(), Optional.empty());
        for (SavedScript script : scripts.list()) {
            reason(script.sql(), current, change).ifPresent(why -> found.add(new Script(SCRIPT, script.name(), why)));
        }
        return found;
    }

    @Override
    public List<Script> streaming(Change change) {
        DatabaseId current = namespaces.current(Optional.empty(), Optional.empty());
        List<Script> found = new ArrayList<>();
        for (ManagedJob statement : statements.list()) {
            reason(statement.statement(), current, change)
                    .ifPresent(why -> found.add(new Script(STREAMING, statement.title(), why)));
        }
        return found;
    }

    /** Why a text has to do with the change; empty if it has not. */
    static Optional<String> reason(String sql, DatabaseId current, Change change) {
        if (sql.length() > LONGEST) {
            return Optional.empty();
        }
        RelationId id = change.relation();
        boolean named = Mentions.of(sql).stream()
                .anyMatch(name ->
                        FlowTracer.named(name, current).filter(id::equals).isPresent());
        if (!named) {
            return Optional.empty();
        }
        return switch (change) {
            case Change.DropRelation ignored -> Optional.of("It names " + id);
            case Change.DropColumn drop -> column(sql, id, drop.column());
            case Change.ChangeColumn other -> column(sql, id, other.column());
        };
    }

    private static Optional<String> column(String sql, RelationId id, String column) {
        if (Mentions.word(sql, column)) {
            return Optional.of("It names " + id + " and " + column);
        }
        return Mentions.allColumns(sql)
                ? Optional.of("It takes all columns of what it reads, " + id + " among it")
                : Optional.empty();
    }
}
