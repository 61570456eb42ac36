package io.streamhouse.cluster;

import io.streamhouse.engine.FileStorage;
import io.streamhouse.engine.FileStorage.Entry;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * State left in the folders that a cluster's configuration names.
 *
 * <p>State is disposed of by deleting its folder, not through the cluster's savepoint disposal: a savepoint in the native
 * format holds all of its files in its own folder, and a retained checkpoint's are below its job's; the cluster would
 * need the savepoint complete and its operators' classes, and would take away what a job's checkpoints still share.
 */
public final class ClusterStateFiles implements StateFiles, AutoCloseable {

    /** What every {@code _metadata} file of Flink begins with; then come a version and the checkpoint's id. */
    private static final int MAGIC = 0x4960672d;

    private static final int OLDEST_VERSION_WITH_ID_FIRST = 2;
    private static final int HEADER = Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final String METADATA = "_metadata";
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-[A-Za-z0-9-]+");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");

    private static final List<String> SAVEPOINTS =
            List.of("execution.checkpointing.savepoint-dir", "state.savepoints.dir");
    private static final List<String> CHECKPOINTS = List.of("execution.checkpointing.dir", "state.checkpoints.dir");

    private final ClusterRest rest;
    private final FileStorage storage;
    private volatile @Nullable Roots roots;

    /** @param storage reaches the cluster's folders from here */
    public ClusterStateFiles(URI clusterRoot, FileStorage storage) {
        this.rest = new ClusterRest(clusterRoot);
        this.storage = storage;
    }

    /** Where the cluster keeps state. It can't change while a cluster lives, so it is asked once. */
    private record Roots(Optional<URI> savepoints, Optional<URI> checkpoints) {}

    private Roots roots() {
        Roots known = roots;
        if (known == null) {
            JsonNode configuration = rest.get("/jobmanager/config");
            known = new Roots(folder(configuration, SAVEPOINTS), folder(configuration, CHECKPOINTS));
            roots = known;
        }
        return known;
    }

    private static Optional<URI> folder(JsonNode configuration, List<String> keys) {
        for (String key : keys) {
            for (JsonNode option : configuration) {
                String value = option.path("value").asString("").strip();
                if (option.path("key").asString("").equals(key) && !value.isEmpty()) {
                    return Optional.of(address(value));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Flink takes {@code /folder}, {@code file:/folder} and {@code file:///folder} for the same and answers with the
     * second: so do we, so that paths can be compared as texts.
     */
    private static URI address(String text) {
        String bare = text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        URI address = URI.create(bare.startsWith("/") ? "file:" + bare : bare).normalize();
        return "file".equalsIgnoreCase(address.getScheme()) ? URI.create("file:" + address.getRawPath()) : address;
    }

    private URI savepointRoot() {
        return roots().savepoints().orElseThrow(() -> noFolder("savepoints", SAVEPOINTS.getFirst()));
    }

    private URI checkpointRoot() {
        return roots().checkpoints().orElseThrow(() -> noFolder("checkpoints", CHECKPOINTS.getFirst()));
    }

    private static ProblemException noFolder(String what, String key) {
        return new ProblemException(
                ErrorCode.ENGINE_FAILED,
                "The cluster is configured without a folder for " + what,
                "Set " + key + " in the cluster's configuration");
    }

    @Override
    public String savepointFolder(String uid) {
        return below(savepointRoot(), uid).toString();
    }

    @Override
    public List<ResumePoint> savepoints(String folder) {
        URI address = address(folder);
        record Found(ResumePoint point, Entry entry) {}
        List<Found> found = new ArrayList<>();
        for (Entry entry : storage.list(address)) {
            if (!SAVEPOINT.matcher(entry.name()).matches()) {
                continue;
            }
            URI savepoint = below(address, entry.name());
            checkpointId(savepoint)
                    .ifPresent(id -> found.add(new Found(new ResumePoint(savepoint.toString(), id, true), entry)));
        }
        found.sort(Comparator.comparing((Found each) -> each.entry().modifiedAt())
                .thenComparing(each -> each.point().checkpointId())
                .reversed());
        return found.stream().map(Found::point).toList();
    }

    @Override
    public List<String> unfinished(String folder) {
        URI address = address(folder);
        return storage.list(address).stream()
                .filter(entry -> SAVEPOINT.matcher(entry.name()).matches())
                .map(entry -> below(address, entry.name()))
                .filter(savepoint -> checkpointId(savepoint).isEmpty())
                .map(URI::toString)
                .toList();
    }

    @Override
    public List<ResumePoint> checkpoints(JobId job) {
        URI folder = below(checkpointRoot(), job.value());
        List<ResumePoint> found = new ArrayList<>();
        for (Entry entry : storage.list(folder)) {
            Matcher name = CHECKPOINT.matcher(entry.name());
            if (name.matches()) {
                URI checkpoint = below(folder, entry.name());
                checkpointId(checkpoint).ifPresent(id -> found.add(new ResumePoint(checkpoint.toString(), id, false)));
            }
        }
        found.sort(Comparator.comparing(ResumePoint::checkpointId).reversed());
        return List.copyOf(found);
    }

    /** From the header of its metadata, which is written last: empty for anything that is not complete. */
    private OptionalLong checkpointId(URI state) {
        byte[] head = storage.head(below(state, METADATA), HEADER);
        if (head.length < HEADER) {
            return OptionalLong.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(head);
        boolean readable = header.getInt() == MAGIC && header.getInt() >= OLDEST_VERSION_WITH_ID_FIRST;
        return readable ? OptionalLong.of(header.getLong()) : OptionalLong.empty();
    }

    @Override
    public long bytes(String folder) {
        return bytes(address(folder));
    }

    private long bytes(URI folder) {
        long bytes = 0;
        for (Entry entry : storage.list(folder)) {
            bytes += entry.folder() ? bytes(below(folder, entry.name())) : entry.bytes();
        }
        return bytes;
    }

    @Override
    public void dispose(String path) {
        URI state = address(path);
        Roots known = roots();
        if (known.savepoints().filter(root -> lies(state, root)).isEmpty()
                && known.checkpoints().filter(root -> lies(state, root)).isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, path + " does not lie in one of the cluster's folders for state");
        }
        storage.delete(state);
    }

    @Override
    public void dispose(JobId job) {
        storage.delete(below(checkpointRoot(), job.value()));
    }

    /** Whether it lies below the root, and is not the root itself. */
    private static boolean lies(URI state, URI root) {
        return String.valueOf(state.getScheme()).equalsIgnoreCase(String.valueOf(root.getScheme()))
                && String.valueOf(state.getAuthority()).equals(String.valueOf(root.getAuthority()))
                && state.getPath() != null
                && !state.getPath().contains("..")
                && state.getPath().startsWith(root.getPath() + "/")
                && state.getPath().length() > root.getPath().length() + 1;
    }

    private static URI below(URI folder, String name) {
        return URI.create(folder + "/" + name);
    }

    @Override
    public void close() {
        rest.close();
    }
}
