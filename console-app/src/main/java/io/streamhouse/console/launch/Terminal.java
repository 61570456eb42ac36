package io.streamhouse.console.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The few lines a person reads where they started the console; everything else goes to the log in the home folder. */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;

    /** @param out for what is well
     * @param err for refusals */
    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The process's own. */
    public static Terminal ofThisProcess() {
        return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    void say(String line) {
        out.println(line);
    }

    void refuse(String line) {
        err.println(line);
    }
}
