package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.Formats;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them ({@code 10 min}) and as SQL does ({@code INTERVAL '10' MINUTE}). */
final class Lengths {

    private static final Pattern INTERVAL = Pattern.compile(
            "([-−]?)\\s*INTERVAL\\s*'\\s*(-?)(\\d{1,9})\\s*'\\s*(SECOND|MINUTE|HOUR|DAY)S?\\s*(?:\\(\\s*\\d+\\s*\\))?",
            Pattern.CASE_INSENSITIVE);

    /** Of units that divide a length without rest, the largest. */
    private static final List<String> UNITS = List.of("DAY", "HOUR", "MINUTE", "SECOND");

    private static final List<Long> SECONDS = List.of(86_400L, 3_600L, 60L, 1L);

    /** As many as SQL takes without being told how many digits to expect. */
    private static final long MOST_PLAIN = 99;

    private Lengths() {}

    /** What an interval literal of SQL means; empty for another expression. */
    static Optional<Duration> parseInterval(String sql) {
        Matcher interval = INTERVAL.matcher(sql.strip());
        if (!interval.matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(interval.group(3))
                * SECONDS.get(UNITS.indexOf(interval.group(4).toUpperCase(Locale.ROOT)));
        boolean negative = interval.group(1).isEmpty() != interval.group(2).isEmpty();
        return Optional.of(Duration.ofSeconds(negative ? -seconds : seconds));
    }

    /** The interval as a field shows it: {@code 10 min}; other expressions as they are. */
    static String shown(String sql) {
        return parseInterval(sql).map(Lengths::text).orElse(sql);
    }

    /** The interval that was typed, as SQL; what can't be read as a length is taken for SQL already. */
    static String written(String shown) {
        return Formats.readDuration(shown)
                .filter(length -> length.getNano() == 0)
                .map(Lengths::interval)
                .orElse(shown.strip());
    }

    private static String text(Duration length) {
        return length.isZero() ? "0 s" : Formats.duration(length);
    }

    private static String interval(Duration length) {
        long seconds = length.abs().toSeconds();
        String sign = length.isNegative() ? "-" : "";
        int unit = 0;
        while (seconds % SECONDS.get(unit) != 0 || seconds == 0 && unit < UNITS.size() - 1) {
            unit++;
        }
        long count = seconds / SECONDS.get(unit);
        String digits = count > MOST_PLAIN ? "(" + Long.toString(count).length() + ")" : "";
        return sign + "INTERVAL '" + count + "' " + UNITS.get(unit) + digits;
    }
}
