package io.streamhouse.console.pipeline.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.console.pipeline.Pipelines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Ways to pipelines, for the palette and for other pages. */
@Component
public final class PipelinesNavigation implements PaletteSource {

    /** Where all of them are listed. */
    public static final String LIST = "pipelines";

    static final String NEW_ID = "new";

    private final Pipelines pipelines;

    PipelinesNavigation(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** Where a pipeline is edited. */
    public static String route(String id) {
        return LIST + "/" + id;
    }

    /** Where a new, empty one is made. */
    public static String begin() {
        return route(NEW_ID);
    }

    /** Where SQL becomes a pipeline. */
    public static String ofSql(String sql) {
        return begin() + "?sql="
                + URLEncoder.encode(sql, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found;
        }
        if ("new pipeline create draw".contains(wanted)) {
            found.add(new PaletteEntry("New pipeline", "action", begin()));
        }
        pipelines.list().stream()
                .filter(pipeline -> pipeline.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(pipeline -> new PaletteEntry(pipeline.name(), "pipeline", route(pipeline.id())))
                .forEach(found::add);
        return found.subList(0, Math.min(limit, found.size()));
    }
}
