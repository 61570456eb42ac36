package io.streamhouse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.paimon.PaimonFileStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Flink leaves them, found through the configuration that a cluster answers with. */
final class ClusterStateFilesTest {

    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
    private static final int MAGIC = 0x4960672d;

    @TempDir
    Path folder;

    private HttpServer cluster;
    private ClusterStateFiles files;
    private String configuration;

    @BeforeEach
    void start() throws IOException {
        configuration = "[{\"key\": \"execution.checkpointing.savepoint-dir\", \"value\": \""
                + uri(folder, "savepoints") + "\"}, {\"key\": \"execution.checkpointing.dir\", \"value\": \""
                + uri(folder, "checkpoints") + "/\"}]";
        cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.createContext("/jobmanager/config", exchange -> {
            byte[] answer = configuration.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        cluster.start();
        files = new ClusterStateFiles(
                URI.create("http://127.0.0.1:" + cluster.getAddress().getPort()), new PaimonFileStorage(Map.of()));
    }

    @AfterEach
    void stop() {
        files.close();
        cluster.stop(0);
    }

    private static String uri(Path below, String name) {
        return "file://" + below.resolve(name).toAbsolutePath();
    }

    private static Path state(Path at, long checkpointId) throws IOException {
        Files.createDirectories(at);
        byte[] metadata = ByteBuffer.allocate(100)
                .putInt(MAGIC)
                .putInt(5)
                .putLong(checkpointId)
                .array();
        Files.write(at.resolve("_metadata"), metadata);
        Files.write(at.resolve("some-state"), new byte[10]);
        return at;
    }

    @Test
    void savepointsAreFoundWithTheirCheckpointIdsTheNewestFirst() throws IOException {
        String mine = files.savepointFolder("c0ffee");
        assertThat(mine).isEqualTo("file:" + folder.resolve("savepoints/c0ffee"));
        assertThat(files.savepoints(mine)).isEmpty();
        Path older = state(folder.resolve("savepoints/c0ffee/savepoint-012345-aaaa"), 12);
        Path newer = state(folder.resolve("savepoints/c0ffee/savepoint-67890a-bbbb"), 3);
        Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.setLastModifiedTime(newer, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
        Files.createDirectories(folder.resolve("savepoints/c0ffee/savepoint-unfinished"));
        Files.write(
                Files.createDirectories(folder.resolve("savepoints/c0ffee/savepoint-torn"))
                        .resolve("_metadata"),
                new byte[] {0x49, 0x60});
        state(folder.resolve("savepoints/c0ffee/not one"), 1);

        assertThat(files.savepoints(mine))
                .containsExactly(new ResumePoint("file:" + newer, 3, true), new ResumePoint("file:" + older, 12, true));
        assertThat(files.savepoints(folder.resolve("savepoints/c0ffee").toString()))
                .as("as a plain path")
                .hasSize(2);
        assertThat(files.unfinished(mine))
                .containsExactlyInAnyOrder(mine + "/savepoint-unfinished", mine + "/savepoint-torn");

        files.unfinished(mine).forEach(files::dispose);
        assertThat(files.unfinished(mine)).isEmpty();
        assertThat(files.savepoints(mine)).hasSize(2);
        files.dispose(mine);
        assertThat(folder.resolve("savepoints/c0ffee")).doesNotExist();
    }

    @Test
    void retainedCheckpointsAreFoundTheLatestFirst() throws IOException {
        assertThat(files.checkpoints(JOB)).isEmpty();
        Path nine = state(folder.resolve("checkpoints/" + JOB + "/chk-9"), 9);
        Path ten = state(folder.resolve("checkpoints/" + JOB + "/chk-10"), 10);
        Files.createDirectories(folder.resolve("checkpoints/" + JOB + "/chk-11"));
        Files.createDirectories(folder.resolve("checkpoints/" + JOB + "/shared"));

        assertThat(files.checkpoints(JOB))
                .containsExactly(new ResumePoint("file:" + ten, 10, false), new ResumePoint("file:" + nine, 9, false));
    }

    @Test
    void whatIsDisposedOfIsGone() throws IOException {
        Path savepoint = state(folder.resolve("savepoints/c0ffee/savepoint-012345-aaaa"), 12);
        Path other = state(folder.resolve("savepoints/c0ffee/savepoint-012345-bbbb"), 13);
        Path checkpoint = state(folder.resolve("checkpoints/" + JOB + "/chk-9"), 9);

        files.dispose("file:" + savepoint);
        files.dispose("file:" + savepoint);
        files.dispose(JOB);
        files.dispose(JOB);

        assertThat(savepoint).doesNotExist();
        assertThat(other).exists();
        assertThat(checkpoint.getParent()).doesNotExist();
        assertThat(folder.resolve("checkpoints")).exists();
    }

    @Test
    void nothingElseIsDisposedOf() throws IOException {
        Path precious = state(folder.resolve("precious"), 1);
        for (String path : List.of(
                "file:" + precious,
                "file:" + folder.resolve("savepoints"),
                "file:" + folder.resolve("savepoints") + "/",
                "file:" + folder.resolve("savepoints") + "/../precious",
                "file:" + folder + "/savepoints-of-another/savepoint-1",
                "s3://bucket" + folder.resolve("savepoints/savepoint-1"))) {
            assertThatExceptionOfType(ProblemException.class)
                    .as(path)
                    .isThrownBy(() -> files.dispose(path))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
        assertThat(precious).exists();
    }

    @Test
    void aClusterWithoutFoldersSaysWhatIsMissing() {
        configuration = "[]";
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> files.checkpoints(JOB))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ErrorCode.ENGINE_FAILED);
                    assertThat(e.problem().nextStep())
                            .hasValueSatisfying(step -> assertThat(step).contains("execution.checkpointing.dir"));
                });
    }
}
