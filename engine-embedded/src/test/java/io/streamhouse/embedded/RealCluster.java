package io.streamhouse.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster of separate JVMs: a JobManager, two TaskManagers and a SQL Gateway, from the class path of whoever
 * starts it, on loopback ports of its own. It ends when closed, or with the process that started it.
 *
 * <p>Knows nothing but the JDK, so that any test can start it: {@code java -cp … io.streamhouse.embedded.RealCluster
 * folder} prints where it listens and runs until its standard input ends. Until then it kills the member that a line of
 * its input names ({@code jobmanager}, {@code taskmanager-1}, {@code gateway}) as {@code kill -9} does, starts another in
 * its place and says so.
 */
public final class RealCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String JOB_MANAGER = "jobmanager";
    private static final String TASK_MANAGER = "taskmanager-";
    private static final String GATEWAY = "gateway";
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS_EACH = 6;

    private final Path folder;
    private final int clusterPort = freePort();
    private final int rpcPort = freePort();
    private final int gatewayPort = freePort();
    private final Map<String, Process> members = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process gateway;
    private volatile boolean closed;

    private RealCluster(Path folder) throws IOException {
        this.folder = folder;
        writeConfiguration();
    }

    /** Starts all members below {@code folder} and returns when they answer. */
    public static RealCluster start(Path folder) throws IOException, TimeoutException {
        RealCluster cluster = new RealCluster(folder);
        try {
            cluster.startMembers();
            return cluster;
        } catch (IOException | TimeoutException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public static void main(String[] args) throws Exception {
        try (RealCluster cluster = start(Path.of(args[0]).toAbsolutePath())) {
            System.out.println("gateway=" + cluster.gateway() + " cluster=" + cluster.cluster());
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String member = orders.readLine(); member != null; member = orders.readLine()) {
                cluster.kill(member);
                System.out.println("killed=" + member);
            }
        }
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    public URI cluster() {
        return URI.create("http://127.0.0.1:" + clusterPort);
    }

    private void writeConfiguration() throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (String key : List.of(
                "rest.address",
                "rest.bind-address",
                "jobmanager.rpc.address",
                "jobmanager.bind-host",
                "taskmanager.host",
                "taskmanager.bind-host",
                "sql-gateway.endpoint.rest.address",
                "sql-gateway.endpoint.rest.bind-address")) {
            options.put(key, "127.0.0.1");
        }
        options.put("rest.port", "" + clusterPort);
        options.put("jobmanager.rpc.port", "" + rpcPort);
        options.put("sql-gateway.endpoint.rest.port", "" + gatewayPort);
        options.put("sql-gateway.endpoint.rest.bind-port", "" + gatewayPort);
        options.put("execution.target", "remote");
        options.put("parallelism.default", "1");
        options.put("taskmanager.numberOfTaskSlots", "" + SLOTS_EACH);
        options.put("taskmanager.cpu.cores", "1");
        options.put("taskmanager.memory.framework.heap.size", "64mb");
        options.put("taskmanager.memory.framework.off-heap.size", "64mb");
        options.put("taskmanager.memory.task.heap.size", "256mb");
        options.put("taskmanager.memory.task.off-heap.size", "0");
        options.put("taskmanager.memory.network.min", "128mb");
        options.put("taskmanager.memory.network.max", "128mb");
        options.put("taskmanager.memory.managed.size", "128mb");
        options.put("taskmanager.memory.jvm-metaspace.size", "192mb");
        options.put("taskmanager.memory.jvm-overhead.min", "64mb");
        options.put("taskmanager.memory.jvm-overhead.max", "64mb");
        options.put("state.backend.type", "rocksdb");
        options.put("execution.checkpointing.incremental", "true");
        options.put(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        options.put(
                "execution.checkpointing.savepoint-dir",
                folder.resolve("savepoints").toUri().toString());
        // Long enough for a slot that the job before is just giving back on a busy machine.
        options.put("slot.request.timeout", "40000");
        options.put(
                "io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")).toString());
        StringBuilder yaml = new StringBuilder();
        options.forEach(
                (key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        Files.writeString(Files.createDirectories(folder.resolve("conf")).resolve("config.yaml"), yaml);
    }

    private void startMembers() throws IOException, TimeoutException {
        keepUp(JOB_MANAGER);
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            keepUp(TASK_MANAGER + i);
        }
        startGateway();
        awaitMembers();
    }

    private void awaitMembers() throws TimeoutException {
        await("the task managers", () -> answer(cluster() + "/overview").contains("\"taskmanagers\":" + TASK_MANAGERS));
    }

    /**
     * Starts a member, and another in its place when it dies: a SELECT cancelled at the wrong moment takes Flink's task
     * manager down, and whoever runs a cluster has it started again.
     */
    private void keepUp(String member) throws IOException {
        boolean jobManager = member.equals(JOB_MANAGER);
        Process process = member(
                member,
                jobManager ? "256m" : "448m",
                jobManager
                        ? "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
                        : "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                folder.resolve("conf").toString());
        members.put(member, process);
        process.onExit().thenRun(() -> {
            if (!closed) {
                try {
                    keepUp(member);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** Ends a member as a crash would and returns when another has taken its place. */
    private void kill(String member) throws IOException, TimeoutException {
        if (member.equals(GATEWAY)) {
            killGateway();
            startGateway();
            return;
        }
        Process victim = members.get(member);
        if (victim == null) {
            throw new IllegalArgumentException("There is no member " + member);
        }
        end(victim);
        await("another " + member, () -> members.get(member) != victim);
    }

    /** Starts the SQL Gateway (again) where it was and returns when it answers. */
    public void startGateway() throws IOException, TimeoutException {
        gateway = member(GATEWAY, "448m", "org.apache.flink.table.gateway.SqlGateway");
        await("the gateway", () -> answer(gateway() + "/v4/info").contains("productName"));
    }

    /** Ends the SQL Gateway as a crash would. */
    public void killGateway() {
        end(gateway);
    }

    private Process member(String name, String heap, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterMember.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()));
        return builder.start();
    }

    private String answer(String uri) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .timeout(Duration.ofSeconds(3))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void await(String what, BooleanSupplier condition) throws TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new TimeoutException("Waited in vain for " + what + "; the logs are in " + folder);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port is free", e);
        }
    }

    private static void end(@Nullable Process process) {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        end(gateway);
        members.values().forEach(RealCluster::end);
        http.close();
    }
}
