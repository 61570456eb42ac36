package io.streamhouse.console.sqlworkspace;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last run of each tab, so that its results are still there after a look at another page or a reload. Only so many
 * are kept: results weigh.
 */
final class LastRuns {

    private static final int MOST = 24;

    private final Map<TabKey, ScriptRun> runs = new LinkedHashMap<>(32, 0.75f, true);

    synchronized void put(TabKey tab, ScriptRun run) {
        runs.put(tab, run);
        Iterator<Map.Entry<TabKey, ScriptRun>> eldestFirst = runs.entrySet().iterator();
        while (runs.size() > MOST && eldestFirst.hasNext()) {
            if (eldestFirst.next().getValue().isEnded()) {
                eldestFirst.remove();
            }
        }
    }

    synchronized Optional<ScriptRun> get(TabKey tab) {
        return Optional.ofNullable(runs.get(tab));
    }

    synchronized void remove(TabKey tab) {
        runs.remove(tab);
    }
}
