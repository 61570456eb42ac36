package io.streamhouse.console.catalog.design;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which problems of a design are not shown yet. What a new table begins without, such as its name, nobody has done
 * wrong: it is shown once its field was left, or the table is to be created. What comes of a change is shown at once.
 */
public final class UnsaidProblems {

    private final Set<DesignProblem> unsaid = new HashSet<>();

    /** @param atFirst what is wrong with the design before anybody has changed it */
    public UnsaidProblems(List<DesignProblem> atFirst) {
        atFirst.stream().filter(DesignProblem::blocking).forEach(unsaid::add);
    }

    /**
     * Those to be shown of all that are found. One that is found no more was somebody's to solve, and is shown if it
     * comes back.
     */
    public List<DesignProblem> said(List<DesignProblem> found) {
        unsaid.retainAll(Set.copyOf(found));
        return found.stream().filter(problem -> !unsaid.contains(problem)).toList();
    }

    /**
     * A person has been at a field, and what is wrong there is shown from now on.
     *
     * @return whether anything is
     */
    public boolean left(String field) {
        return unsaid.removeIf(problem -> problem.field().equals(field));
    }

    /**
     * All are shown from now on.
     *
     * @return whether there were any
     */
    public boolean sayAll() {
        boolean any = !unsaid.isEmpty();
        unsaid.clear();
        return any;
    }
}
