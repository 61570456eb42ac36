package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.StatementLineage.Refused;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.lineage.StatementLineage.Without;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Slice;
import java.util.ArrayList;
import java.util.List;

/** Takes away again the definitions that were put before a script, whole lines of them. */
final class Preamble {

    private Preamble() {}

    /**
     * @param before what was put before the script
     * @throws ProblemException if there is something wrong with one of the statements before
     */
    static List<StatementLineage> cut(List<StatementLineage> all, String before) {
        int lines = (int) before.chars().filter(sign -> sign == '\n').count();
        List<StatementLineage> kept = new ArrayList<>();
        for (StatementLineage lineage : all) {
            if (lineage.statement().from() >= before.length()) {
                kept.add(moved(lineage, before.length(), lines));
            } else if (lineage instanceof Refused refused) {
                throw new ProblemException(inWords(refused.problem()));
            }
        }
        return kept;
    }

    private static Problem inWords(Problem problem) {
        return new Problem(problem.code(), "In the “ddl”: " + problem.what(), problem.where(), problem.nextStep());
    }

    private static StatementLineage moved(StatementLineage lineage, int offset, int lines) {
        Slice slice = lineage.statement();
        Slice own = new Slice(slice.text(), slice.from() - offset, slice.to() - offset, up(slice.start(), lines));
        return switch (lineage) {
            case Traced traced -> new Traced(own, traced.target(), traced.columns(), traced.rows(), traced.reads());
            case Without ignored -> new Without(own);
            case Refused refused ->
                new Refused(
                        own,
                        refused.problem()
                                .where()
                                .map(at -> refused.problem().at(up(at, lines)))
                                .orElse(refused.problem()));
        };
    }

    private static Position up(Position position, int lines) {
        return new Position(Math.max(1, position.line() - lines), position.column());
    }
}
