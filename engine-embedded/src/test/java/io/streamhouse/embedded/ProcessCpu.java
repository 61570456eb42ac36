package io.streamhouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** CPU time of this process and of the Java machine's own threads, as Linux tells it in {@code /proc}. */
final class ProcessCpu {

    private static final long MILLIS_OF_A_TICK = 10;

    /** Threads that no Java thread is behind; Linux cuts names off after fifteen letters. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile(
            "(GC Thread|G1 |C1 Compiler|C2 Compiler|VM |Service Thread|Monitor Deflati" + "|Sweeper|rocksdb|JFR).*");

    private final Map<String, Long> ticks = new HashMap<>();
    private long machine;

    ProcessCpu() {
        sample();
        machine = 0;
    }

    static Duration ofProcess() {
        return Duration.ofMillis(MILLIS_OF_A_TICK * ticks(read(Path.of("/proc/self/stat"))));
    }

    /** To be called often: what a thread used is gone with it. */
    void sample() {
        List<Path> tasks;
        try (var found = Files.list(Path.of("/proc/self/task"))) {
            tasks = found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path task : tasks) {
            String stat = read(task.resolve("stat"));
            if (stat.isEmpty()) {
                continue;
            }
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            if (OF_THE_MACHINE.matcher(name).matches()) {
                long now = ticks(stat);
                Long before = ticks.put(task.toString(), now);
                machine += before == null ? now : Math.max(0, now - before);
            }
        }
    }

    /** Of collector, compilers and other threads of the machine's since this began. */
    Duration ofTheMachine() {
        return Duration.ofMillis(MILLIS_OF_A_TICK * machine);
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException goneMeanwhile) {
            return "";
        }
    }
}
