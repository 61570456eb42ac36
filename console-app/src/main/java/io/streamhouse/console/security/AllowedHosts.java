package io.streamhouse.console.security;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which names the console answers to and which pages may talk to it.
 *
 * <p>A page from anywhere can send requests to loopback, and by rebinding its own name to 127.0.0.1 even read the
 * answers. It can't choose the Host header beyond its own name, and it can't forge Origin: so a name is only answered
 * if it is known, and a page only if it is ours. An address in digits can't be rebound and is always known.
 *
 * @see <a href="file:docs/decisions/0007-host-and-origin.md">docs/decisions/0007</a>
 */
final class AllowedHosts {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final Set<String> names;

    /** @param names further names the console is reached by, without port */
    AllowedHosts(List<String> names) {
        this.names =
                names.stream().map(name -> name.trim().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Whether a request with this Host header is meant for us. */
    boolean answers(@Nullable String host) {
        return name(host)
                .filter(name -> name.equals("localhost")
                        || name.endsWith(".localhost")
                        || IPV4.matcher(name).matches()
                        || IPV6.matcher(name).matches()
                        || names.contains(name))
                .isPresent();
    }

    /**
     * Whether the page that sent a request came from us.
     *
     * @param origin as the browser says; null where it says nothing, which it does for plain navigation only
     */
    boolean ours(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        return origin(origin)
                .filter(from -> from.equals(withPort(host, schemePort(origin))))
                .isPresent();
    }

    private static Optional<String> origin(String origin) {
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() == null
                    ? Optional.empty()
                    : Optional.of(withPort(uri.getAuthority(), schemePort(origin)));
        } catch (IllegalArgumentException notAnOrigin) {
            return Optional.empty();
        }
    }

    private static int schemePort(String origin) {
        return origin.startsWith("https:") ? 443 : 80;
    }

    private static String withPort(@Nullable String authority, int defaultPort) {
        String lower = authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        return Pattern.compile(":\\d+$").matcher(lower).find() ? lower : lower + ":" + defaultPort;
    }

    private static Optional<String> name(@Nullable String host) {
        return Optional.ofNullable(host)
                .map(given -> given.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""))
                .filter(name -> !name.isEmpty());
    }
}
