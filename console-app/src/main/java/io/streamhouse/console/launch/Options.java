package io.streamhouse.console.launch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the command line and the environment ask for; the command line wins.
 *
 * @param home absolute
 * @param others handed on to Spring as they are
 */
record Options(Path home, String address, int port, boolean sample, String allowedHosts, List<String> others) {

    /** One option: its names (the first is the one shown), and its words in the help. */
    private record Known(List<String> names, String value, String fallback, String words) {
        String environment() {
            return "STREAMHOUSE_"
                    + names.getFirst()
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_')
                            .replace('.', '_');
        }
    }

    private static final Known HOME =
            new Known(List.of("home"), "FOLDER", "~/.streamhouse", "where everything the console keeps lies");
    private static final Known PORT =
            new Known(List.of("port", "server.port"), "PORT", "8080", "port of pages and API; 0 takes a free one");
    private static final Known ADDRESS = new Known(
            List.of("address", "server.address"),
            "ADDRESS",
            "127.0.0.1",
            "address to listen on; anything but loopback lets others in");
    private static final Known SAMPLE =
            new Known(List.of("sample"), "true|false", "false", "keep the sample shop writing");
    private static final Known ALLOWED_HOSTS = new Known(
            List.of("allowed-hosts"), "NAMES", "", "further host names the console answers to, with commas between");
    private static final List<Known> ALL = List.of(HOME, PORT, ADDRESS, SAMPLE, ALLOWED_HOSTS);

    /** Families of Spring properties that may be set too. */
    private static final List<String> FAMILIES =
            List.of("server.", "spring.", "logging.", "vaadin.", "springdoc.", "streamhouse.", "sample.", "console.");

    /** @throws Refusal USAGE */
    static Options parse(List<String> arguments, Map<String, String> environment, Path userHome) throws Refusal {
        Map<Known, String> given = new LinkedHashMap<>();
        for (Known option : ALL) {
            Optional.ofNullable(environment.get(option.environment()))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> given.put(option, value));
        }
        List<String> others = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                throw Refusal.usage(
                        "“" + argument + "” is no option: options look like --port=8081; --help lists them");
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            Optional<Known> known =
                    ALL.stream().filter(option -> option.names().contains(name)).findFirst();
            if (known.isPresent()) {
                if (equals < 0 && known.get() != SAMPLE) {
                    throw Refusal.usage("--" + name + " takes a value: --" + name + "="
                            + known.get().value());
                }
                given.put(known.get(), equals < 0 ? "true" : argument.substring(equals + 1));
            } else if (FAMILIES.stream().anyMatch(name::startsWith)) {
                others.add(argument);
            } else {
                throw Refusal.usage("There is no option --" + name + "; --help lists them");
            }
        }
        return new Options(
                home(given.getOrDefault(HOME, userHome.resolve(".streamhouse").toString()), userHome),
                given.getOrDefault(ADDRESS, ADDRESS.fallback()),
                port(given.getOrDefault(PORT, PORT.fallback())),
                truth(given.getOrDefault(SAMPLE, SAMPLE.fallback())),
                given.getOrDefault(ALLOWED_HOSTS, ALLOWED_HOSTS.fallback()),
                List.copyOf(others));
    }

    private static Path home(String text, Path userHome) throws Refusal {
        if (text.isBlank()) {
            throw Refusal.usage("--home takes a folder");
        }
        try {
            Path path = text.startsWith("~/") ? userHome.resolve(text.substring(2)) : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException invalid) {
            throw Refusal.usage("--home=" + text + " is not a folder's name: " + invalid.getReason());
        }
    }

    private static int port(String text) throws Refusal {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw Refusal.usage("--port=" + text + " is not a number from 0 to 65535");
        }
        throw Refusal.usage("--port=" + text + " is not a number from 0 to 65535");
    }

    private static boolean truth(String text) throws Refusal {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.usage("--sample takes true or false, not " + text);
        };
    }

    /** The arguments Spring gets. */
    String[] forSpring() {
        List<String> arguments = new ArrayList<>(List.of(
                "--streamhouse.home=" + home,
                "--streamhouse.allowed-hosts=" + allowedHosts,
                "--server.address=" + address,
                "--server.port=" + port,
                "--sample=" + sample));
        arguments.addAll(others);
        return arguments.toArray(String[]::new);
    }

    static String help() {
        String options = ALL.stream()
                .map(option -> "  %-26s %s%n  %-26s %s%s"
                        .formatted(
                                "--" + option.names().getFirst() + "=" + option.value(),
                                option.words(),
                                "",
                                option.fallback().isEmpty() ? "" : "default " + option.fallback() + "; ",
                                "environment " + option.environment()))
                .collect(Collectors.joining(System.lineSeparator()));
        return """
                Streamhouse Console: tables, pipelines and views over streaming data, in a browser.

                usage: java -jar streamhouse-console.jar [--option=value ...]

                %s
                  --help                     this text
                  --version                  the version

                Spring's own properties (server.*, spring.*, logging.*) are taken too.
                Everything lies in the home folder, the log in its logs/console.log.""".formatted(options);
    }
}
