package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.shared.HasValidationProperties;
import io.streamhouse.console.catalog.design.DesignProblem;
import java.util.List;
import java.util.Optional;

/** Says at a field what is wrong there. */
final class FieldProblems {

    private FieldProblems() {}

    /** Shows the first blocking problem at one of these paths, or that there is none. */
    static void show(HasValidationProperties field, List<DesignProblem> problems, String... paths) {
        Optional<DesignProblem> wrong = problems.stream()
                .filter(DesignProblem::blocking)
                .filter(problem -> List.of(paths).contains(problem.field()))
                .findFirst();
        field.setErrorMessage(wrong.map(DesignProblem::text).orElse(""));
        field.setInvalid(wrong.isPresent());
    }
}
