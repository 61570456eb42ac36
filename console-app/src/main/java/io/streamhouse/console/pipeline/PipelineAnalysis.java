package io.streamhouse.console.pipeline;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** What pipelines mean that nobody has open: their SQL, their columns, what is wrong with them. */
@Service
public class PipelineAnalysis {

    private final PipelineLanguage language;
    private final Connections connections;

    PipelineAnalysis(PipelineLanguage language, @Lazy Connections connections) {
        this.language = language;
        this.connections = connections;
    }

    /** Where names are looked up that are not said in full: where sessions begin, where it is not said otherwise. */
    public DatabaseId current(Optional<String> catalog, Optional<String> database) {
        SessionSettings settings = connections.sessionSettings();
        String in = catalog.or(settings::currentCatalog)
                .filter(name -> !name.isEmpty())
                .orElse("default_catalog");
        boolean elsewhere = !Optional.of(in).equals(settings.currentCatalog());
        String at = database.or(() -> elsewhere ? Optional.empty() : settings.currentDatabase())
                .filter(name -> !name.isEmpty())
                .orElse("default");
        return new DatabaseId(in, at);
    }

    /** A pipeline without a node, for somebody who begins. */
    public PipelineContent empty() {
        return new PipelineContent(
                Pipeline.EMPTY,
                Map.of(),
                ExecutionMode.STREAMING,
                current(Optional.empty(), Optional.empty()),
                Optional.empty());
    }

    /**
     * A script as a picture.
     *
     * @param before whose names are kept where steps are the same
     * @throws ProblemException with the position in the script, if it is no pipeline
     */
    public ReadPipeline read(String script, DatabaseId current, Pipeline before) {
        return language.read(script, current, before);
    }

    /** The SQL of a picture, and how it stands to it. */
    public SqlSide sql(PipelineContent content) {
        if (content.text().isPresent()) {
            String text = content.text().get();
            try {
                language.read(text, content.current(), content.pipeline());
                return new SqlSide.InStep(text);
            } catch (ProblemException e) {
                return new SqlSide.Unread(text, e.problem());
            }
        }
        if (content.pipeline().nodes().isEmpty()) {
            return new SqlSide.InStep("");
        }
        try {
            return new SqlSide.InStep(language.write(content.pipeline(), check(content)));
        } catch (ProblemException e) {
            return new SqlSide.Unwritten("", e.problem());
        }
    }

    /** Every node, by name. */
    public Map<String, NodeCheck> check(PipelineContent content) {
        return language.checking().check(content.pipeline(), content.current(), content.mode());
    }

    /** What the planner says of all the rows that reach each target, by target. */
    public Map<String, TargetVerdict> judge(PipelineContent content) {
        return language.checking().judge(content.pipeline(), content.current(), content.mode());
    }
}
