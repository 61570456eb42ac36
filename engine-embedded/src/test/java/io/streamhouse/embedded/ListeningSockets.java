package io.streamhouse.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses at which this process waits for connections, as the kernel sees it. */
final class ListeningSockets {

    private static final String LISTEN = "0A";
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private ListeningSockets() {}

    static List<InetAddress> ofThisProcess() throws IOException {
        Set<String> own = ownSockets();
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTEN) && own.contains(fields[9])) {
                    addresses.add(address(fields[1].substring(0, fields[1].indexOf(':'))));
                }
            }
        }
        return addresses;
    }

    private static Set<String> ownSockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                Matcher matcher = SOCKET.matcher(target(descriptor));
                if (matcher.matches()) {
                    inodes.add(matcher.group(1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    /** The kernel writes addresses as words of four bytes in the machine's order. */
    private static InetAddress address(String hex) throws IOException {
        ByteBuffer kernel = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.nativeOrder());
        ByteBuffer network = ByteBuffer.allocate(kernel.capacity()).order(ByteOrder.BIG_ENDIAN);
        while (kernel.hasRemaining()) {
            network.putInt(kernel.getInt());
        }
        return InetAddress.getByAddress(network.array());
    }
}
