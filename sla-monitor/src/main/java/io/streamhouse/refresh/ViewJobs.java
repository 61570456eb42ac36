package io.streamhouse.refresh;

import io.streamhouse.cost.Attribution;
import io.streamhouse.model.JobId;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.store.UsageAccount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells which view a job works for, or has worked for lately. */
final class ViewJobs implements Attribution {

    private static final int REMEMBERED = 5_000;

    private final Views views;
    private final Map<JobId, UsageAccount> found = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, UsageAccount> eldest) {
            return size() > REMEMBERED;
        }
    };

    ViewJobs(Views views) {
        this.views = views;
    }

    @Override
    public synchronized Optional<UsageAccount> of(JobId job) {
        UsageAccount known = found.get(job);
        if (known != null) {
            return Optional.of(known);
        }
        for (ManagedView view : views.all()) {
            RefreshMode mode = view.jobs().get(job);
            if (mode != null) {
                UsageAccount account = UsageAccount.of(view.id(), Optional.of(mode));
                found.put(job, account);
                return Optional.of(account);
            }
        }
        return Optional.empty();
    }
}
