package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is said in one line; nothing is half done. */
@Journeys
final class StartTest {

    @TempDir
    Path folder;

    @Test
    void a_taken_port_is_told_before_a_home_is_made() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Path home = folder.resolve("home");

            Ended ended = start("--port=" + taken.getLocalPort(), "--home=" + home);

            assertThat(ended.refusal()).startsWith("Port " + taken.getLocalPort() + " is taken");
            assertThat(home).doesNotExist();
        }
    }

    @Test
    void a_second_console_on_the_same_home_is_refused(ConsoleProcess console) throws Exception {
        Ended ended = start("--port=0", "--home=" + console.home());

        assertThat(ended.refusal())
                .contains("is in use by another console")
                .contains(console.url().toString());
    }

    @Test
    void a_home_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
        Path format = Files.writeString(folder.resolve("format"), "format=99\nwritten-by=9.9\n");

        Ended ended = start("--port=0", "--home=" + folder);

        assertThat(ended.refusal()).contains("was written by a newer console (9.9");
        assertThat(Files.readString(format)).isEqualTo("format=99\nwritten-by=9.9\n");
        assertThat(names(folder)).containsOnly("format");
    }

    @Test
    void a_folder_that_holds_other_things_is_left_alone() throws Exception {
        Files.writeString(folder.resolve("diary.txt"), "Dear diary");

        Ended ended = start("--port=0", "--home=" + folder);

        assertThat(ended.refusal()).contains("holds other things than a console's home");
        assertThat(names(folder)).containsOnly("diary.txt");
    }

    @Test
    void a_file_is_no_home() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(start("--port=0", "--home=" + file).refusal()).contains("is not a folder");
        assertThat(start("--port=0", "--home=" + file.resolve("below")).refusal())
                .contains("can't be written");
    }

    @Test
    void an_unknown_option_is_told() throws Exception {
        assertThat(start("--prot=8080").refusal()).startsWith("There is no option --prot");
        assertThat(start("--port=many").refusal()).contains("is not a number from 0 to 65535");
    }

    @Test
    void help_lists_the_options() throws Exception {
        Ended ended = start("--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).contains("--home=FOLDER", "STREAMHOUSE_HOME", "--port=PORT", "--version");
    }

    private record Ended(int exitCode, String output) {
        /** The one line; fails if there are more, or if the exit code claims success. */
        String refusal() {
            assertThat(exitCode).as(output).isPositive();
            assertThat(output.lines()).as(output).hasSize(1);
            return output;
        }
    }

    private Ended start(String... options) throws IOException, InterruptedException {
        Path output = Files.createTempFile("streamhouse-start-", ".txt");
        Process process = ConsoleProcess.launch(output, options);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static java.util.List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
