package io.streamhouse.refresh;

import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerRefresh;
import io.streamhouse.store.LedgerSwitch;
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A view that is looked after, with what is known of it. Its fields are changed by one act, or one call, at a time. */
final class ManagedView {

    /** Held by whoever does something about the view. */
    final ReentrantLock acting = new ReentrantLock();

    private final Ledger store;
    private volatile LedgerView ledger;

    private static final int JOBS_REMEMBERED = 32;

    private final Map<JobId, RefreshMode> jobs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, RefreshMode> eldest) {
            return size() > JOBS_REMEMBERED;
        }
    };

    /** Jobs that were given up before the engine knew them, and when: it may still start what it was handed. */
    final Map<JobId, Instant> givenUp = new ConcurrentHashMap<>();

    volatile ViewDefinition definition;
    volatile Optional<PlannedQuery> plan = Optional.empty();
    volatile Optional<Problem> broken = Optional.empty();
    volatile Optional<LedgerVersion> version = Optional.empty();
    volatile Optional<LedgerSwitch> change = Optional.empty();
    volatile Optional<LedgerRefresh> asked = Optional.empty();
    volatile Optional<LedgerRefresh> lastRefresh = Optional.empty();
    volatile boolean dropped;

    /** When its mode was changed last; empty if it never was since it is looked after. */
    volatile Optional<Instant> changedAt = Optional.empty();

    /** What had been used when the refresh under way began. */
    volatile Optional<RunMeter.Begun> begun = Optional.empty();

    /** The switch that was asked for while another was under way. */
    volatile Optional<LedgerSwitch> queued = Optional.empty();

    /** Up to where each scan of the stream is known to have read without skipping anything. */
    volatile Optional<List<Long>> streamed = Optional.empty();

    /** Whether the stream has read past an overwrite, which it can't see: what it committed since is not right. */
    volatile boolean overrun;

    /** Whether the state to resume from holds what was never committed. */
    volatile boolean pending;

    /** How the sources looked when the query was planned. */
    volatile Optional<List<Schema>> sourceSchemas = Optional.empty();

    /** The heads of the sources {@link #inputs} was found with. */
    volatile Optional<List<Long>> sourceHeads = Optional.empty();

    volatile Optional<Duration> effectiveTarget = Optional.empty();

    /** The mode that was chosen for it last. */
    volatile Optional<Choices.Made> choice = Optional.empty();

    /** What was found out from its runs about what it costs. */
    volatile Optional<Pricing.Fit> fit = Optional.empty();

    /** How long refreshes in this mode take, from those that were done. */
    volatile Optional<Duration> measured = Optional.empty();

    /** Whether the catalog says that a job keeps it fresh. */
    volatile boolean activatedInCatalog;

    /** Whether the ledger knew nothing of it. */
    volatile boolean rebuild;

    /** Whether its place in the ledger was found again, so that what its content contains has to be recorded anew. */
    volatile boolean rebuilt;

    /** Whether what a killed process may have left half written was looked for. */
    volatile boolean mended;

    /** Whether the sources' schemas are others than those its state was made with. */
    volatile boolean sourcesChanged;

    /** Whether its query ran into what its sources have become: when that is mended, it is begun anew. */
    volatile boolean wasBroken;

    /** When it is to be observed again; at once after anything was done to it. */
    volatile Instant lookAt = Instant.MIN;

    /** When the last act of it ended: what was heard of its job before is out of date. */
    volatile Instant actedAt = Instant.MIN;

    /** Whether something is to be done about it that has not begun, since others have taken all the room there is. */
    volatile boolean waitsForSlot;

    volatile Optional<Instant> troubledSince = Optional.empty();
    volatile Optional<Instant> nextRefresh = Optional.empty();
    volatile OptionalLong checkedHead = OptionalLong.empty();
    volatile boolean foreign;

    /** Whether its job has committed since a version was last recorded, without being told to. */
    volatile boolean ahead;

    volatile Optional<Facts.Inputs> inputs = Optional.empty();

    ManagedView(Ledger store, ViewDefinition definition, LedgerView ledger) {
        this.store = store;
        this.definition = definition;
        this.ledger = ledger;
        ledger.job().ifPresent(job -> jobs.put(job, ledger.mode().orElse(RefreshMode.CONTINUOUS)));
    }

    RelationId id() {
        return definition.id();
    }

    String uid() {
        return definition.uid();
    }

    LedgerView ledger() {
        return ledger;
    }

    /** Writes what changed before anything else is done on its ground. */
    synchronized void update(UnaryOperator<LedgerView.Change> change) {
        if (dropped) {
            return;
        }
        LedgerView after = change.apply(ledger.change()).result();
        after.job().filter(job -> !ledger.job().equals(after.job())).ifPresent(job -> remember(job, after));
        store.save(after);
        ledger = after;
    }

    private void remember(JobId job, LedgerView state) {
        String intent = state.intent().orElse("");
        RefreshMode mode = intent.equals("start")
                ? RefreshMode.CONTINUOUS
                : state.mode().orElse(intent.equals("full") ? RefreshMode.FULL : RefreshMode.INCREMENTAL);
        synchronized (jobs) {
            jobs.put(job, mode);
        }
    }

    /** The jobs that worked for it lately, and how it was refreshed by each; the latest last. */
    Map<JobId, RefreshMode> jobs() {
        synchronized (jobs) {
            return new LinkedHashMap<>(jobs);
        }
    }

    boolean keyed() {
        return !definition.schema().primaryKey().isEmpty();
    }

    Optional<RefreshMode> held() {
        return ledger.mode();
    }

    /** The consumer that protects what a scan of this epoch has yet to read. */
    String consumer(int scan) {
        return "sh_" + uid() + "_e" + ledger.epoch() + "_s" + scan;
    }

    /** The consumer that protects what the newest version was made of, so that it can be verified. */
    String hold(int scan) {
        return "sh_" + uid() + HOLD + scan;
    }

    static final String HOLD = "_hold_s";

    /** What commits of the stream of this epoch are signed with. */
    String streamUser() {
        return "stream." + shortUid() + ".e" + ledger.epoch();
    }

    /** What full refreshes of this epoch at these positions are signed with. */
    String fullUser(String positions) {
        return "full." + shortUid() + ".e" + ledger.epoch() + "."
                + digest(positions).substring(0, 12);
    }

    /** Whether we, or another epoch of us, signed this commit. */
    boolean signed(String commitUser) {
        return commitUser.startsWith("stream." + shortUid() + ".") || commitUser.startsWith("full." + shortUid() + ".");
    }

    private String shortUid() {
        return uid().length() > 12 ? uid().substring(0, 12) : uid();
    }

    /** The id of the job that would be submitted next: the same after a crash before it was. */
    JobId nextJob() {
        return new JobId(digest(uid() + "/" + ledger.epoch() + "/" + (ledger.attempt() + 1))
                .substring(0, 32));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
