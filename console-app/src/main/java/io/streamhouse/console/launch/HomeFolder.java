package io.streamhouse.console.launch;

import io.streamhouse.console.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The home folder, taken by this process until it closes it: nobody else's, of a format this version knows, writable and
 * with room to work in. What is not fit is refused before anything in it is touched.
 */
final class HomeFolder implements AutoCloseable {

    /** Goes up when what lies in the home changes so that an older version would damage it. */
    static final int FORMAT = 1;

    /** Less than this is full: the engine's temporary files alone need it. */
    static final long ROOM = 200L << 20;

    /** Locked instead of the text, which others must be able to read. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;
    private final FileLock lock;

    private HomeFolder(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws Refusal if it is not fit */
    static HomeFolder take(Home home, String version, String whereFound) throws Refusal {
        Path folder = home.folder();
        checkFormat(home);
        try {
            Files.createDirectories(folder, ownerOnly());
            checkRoom(folder);
            return lock(home, version, whereFound);
        } catch (IOException failed) {
            throw Failures.refusal(failed, "The home folder " + folder + " can't be written");
        }
    }

    private static HomeFolder lock(Home home, String version, String whereFound) throws IOException, Refusal {
        FileChannel channel = FileChannel.open(
                home.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw Refusal.unfit("The home folder " + home.folder() + " is in use by another console"
                        + holder(channel) + ": stop that one, or choose another folder with --home");
            }
            write(channel, "process " + ProcessHandle.current().pid() + ", " + whereFound + "\n");
            // Again under the lock: the one who held it before may have upgraded the home.
            checkFormat(home);
            Files.writeString(home.format(), "format=" + FORMAT + "\nwritten-by=" + version + "\n");
            for (Path part : new Path[] {home.logs(), home.temporary()}) {
                Files.createDirectories(part, ownerOnly());
            }
            return new HomeFolder(channel, lock);
        } catch (IOException | Refusal failed) {
            channel.close();
            throw failed;
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return holder.isEmpty() ? "" : " (" + holder + ")";
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static void checkFormat(Home home) throws Refusal {
        Path folder = home.folder();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Refusal.unfit("The home " + folder + " is not a folder: choose another with --home");
        }
        try {
            if (Files.exists(home.format())) {
                checkNotNewer(home);
            } else if (Files.isDirectory(folder) && !isEmpty(folder) && !looksLikeAHome(home)) {
                throw Refusal.unfit("The folder " + folder
                        + " holds other things than a console's home: choose an empty or new one with --home");
            }
        } catch (IOException failed) {
            throw Failures.refusal(failed, "The home folder " + folder + " can't be read");
        }
    }

    private static void checkNotNewer(Home home) throws IOException, Refusal {
        int format = 0;
        String writtenBy = "another version";
        for (String line : Files.readAllLines(home.format())) {
            if (line.matches("format=\\d{1,9}")) {
                format = Integer.parseInt(line.substring("format=".length()));
            } else if (line.startsWith("written-by=")) {
                writtenBy = line.substring("written-by=".length());
            }
        }
        if (format > FORMAT) {
            throw Refusal.unfit("The home folder " + home.folder() + " was written by a newer console (" + writtenBy
                    + ", format " + format + "; this one knows " + FORMAT
                    + "): use that version, or another folder with --home");
        }
        if (format == 0) {
            throw Refusal.unfit("The file " + home.format() + " does not say which format the home has: restore it"
                    + " from a backup, or choose another folder with --home");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** A home whose creation was cut short, before its format could be written. */
    private static boolean looksLikeAHome(Home home) throws IOException {
        try (Stream<Path> entries = Files.list(home.folder())) {
            return entries.allMatch(entry ->
                            entry.equals(home.lock()) || entry.equals(home.logs()) || entry.equals(home.temporary()))
                    || Files.exists(home.databaseFile());
        }
    }

    private static void checkRoom(Path folder) throws IOException, Refusal {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < ROOM) {
            throw Refusal.unfit("The disk of the home folder " + folder + " is full: " + (free >> 20) + " MB are free, "
                    + (ROOM >> 20) + " MB are needed; make room, or choose another folder with --home");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
