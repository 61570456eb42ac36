package io.streamhouse.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Flink's own functions, with what a person wants to know of them while typing. */
final class Functions {

    /**
     * One function.
     *
     * @param signature as it is called, {@code name(argument, …)}; without brackets where it takes none
     */
    record Function(String name, String signature, String help) {

        static Function of(String line) {
            int bar = line.indexOf(" | ");
            String signature = line.substring(0, bar);
            int bracket = signature.indexOf('(');
            return new Function(
                    bracket < 0 ? signature : signature.substring(0, bracket), signature, line.substring(bar + 3));
        }

        /** What to type for it, as a snippet with the cursor where the first argument goes. */
        String call() {
            if (signature.equals(name)) {
                return name;
            }
            return signature.endsWith("()") ? signature : name + "(${})";
        }
    }

    static final List<Function> ALL =
            Resources.lines("functions.txt").stream().map(Function::of).toList();

    private Functions() {}

    /** Lists that lie beside this package's classes. */
    static final class Resources {

        private Resources() {}

        static List<String> lines(String name) {
            InputStream stream = Objects.requireNonNull(Functions.class.getResourceAsStream(name), name);
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                return reader.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }
}
