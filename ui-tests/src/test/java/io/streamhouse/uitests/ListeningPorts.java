package io.streamhouse.uitests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets a process listens at, as Linux tells them. */
final class ListeningPorts {

    private ListeningPorts() {}

    /** Address and port as the kernel writes them: {@code 0100007F:1F90}. */
    static List<String> of(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    inodes.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        return Stream.concat(listening("tcp"), listening("tcp6"))
                .filter(columns -> inodes.contains("socket:[" + columns[9] + "]"))
                .map(columns -> columns[1])
                .toList();
    }

    private static Stream<String[]> listening(String table) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/" + table)).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[3].equals("0A"));
    }
}
