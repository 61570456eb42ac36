package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.Toast;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.pipeline.PipelineVersion;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.write.PipelineSql;
import java.util.Optional;

/** The versions of the open pipeline, read when they are looked at. */
final class VersionsTab extends Div {

    private static final long serialVersionUID = 1L;

    private final transient PageServices services;
    private final transient OpenPipeline open;
    private final VersionsPanel panel;

    VersionsTab(PageServices services, OpenPipeline open) {
        this.services = services;
        this.open = open;
        addClassName("pipeline-versions");
        panel = new VersionsPanel(this::now, this::version, this::restore);
        add(panel);
    }

    /** @param shown whether it can be seen: otherwise there is no need to read anything */
    void refresh(boolean shown) {
        if (!shown) {
            return;
        }
        try {
            panel.show(services.pipelines().versions(open.id()).stream()
                    .map(VersionsTab::entry)
                    .toList());
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }

    private static VersionsPanel.Entry entry(PipelineVersion version) {
        return new VersionsPanel.Entry(
                version.revision(), version.name(), version.changedBy().name(), version.changedAt());
    }

    private VersionsPanel.Content now() {
        OpenPipeline.State state = open.state();
        return new VersionsPanel.Content(state.pipeline(), state.sql().text());
    }

    private VersionsPanel.Content version(long number) {
        PipelineContent content =
                services.pipelines().version(open.id(), number).content();
        return new VersionsPanel.Content(content.pipeline(), sql(content));
    }

    /** As it was written, or as the picture says it; empty for a picture that was half done. */
    private static String sql(PipelineContent content) {
        return content.text().orElseGet(() -> {
            try {
                return PipelineSql.write(content.pipeline(), node -> Optional.empty());
            } catch (ProblemException halfDone) {
                return "";
            }
        });
    }

    private void restore(long number) {
        try {
            open.restore(number);
            Toast.done("This is what version " + number + " was. Keep it, or undo.");
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }
}
