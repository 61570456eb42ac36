package io.streamhouse.component;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, sizes and durations for people. Exact values belong in a tooltip beside them. */
public final class Formats {

    private static final String[] SIZES = {"B", "KB", "MB", "GB", "TB", "PB"};
    private static final String[] COUNTS = {"", "k", "M", "B", "T"};
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Pattern LENGTH =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|sec|second|min|minute|h|hour|d|day)s?(?![a-z])\\s*");

    private Formats() {}

    /** {@code 12,345,678}. */
    public static String number(long value) {
        return format("#,##0", value);
    }

    /** {@code 950}, {@code 12.3k}, {@code 4.5M}: three digits that tell enough. */
    public static String count(long value) {
        double rest = value;
        int unit = 0;
        while (Math.abs(rest) >= 999.5 && unit < COUNTS.length - 1) {
            rest /= 1000;
            unit++;
        }
        return digits(rest) + COUNTS[unit];
    }

    /** How many decimals amounts of money need in one column, so that the largest has three digits; from 2 to 6. */
    public static int decimals(double largest) {
        if (largest >= 1000) {
            return 0;
        }
        if (largest < 1e-6) {
            return largest == 0 ? 2 : 6;
        }
        return Math.clamp(2 - (long) Math.floor(Math.log10(largest)), 2, 6);
    }

    /** A number in a column of one currency: {@code 0.0180}; {@code < 0.0001} for what is too little to show. */
    public static String amount(double amount, int decimals) {
        double least = Math.pow(10, -decimals);
        if (amount == 0) {
            return "0";
        }
        if (Math.abs(amount) < least / 2) {
            return (amount < 0 ? "> −" : "< ") + format("0.######", least);
        }
        return format(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals), amount);
    }

    /** {@code 0 B}, {@code 1.5 KB}, {@code 12 MB}, in steps of 1,024. */
    public static String bytes(long bytes) {
        double rest = bytes;
        int unit = 0;
        while (Math.abs(rest) >= 1023.5 && unit < SIZES.length - 1) {
            rest /= 1024;
            unit++;
        }
        return digits(rest) + " " + SIZES[unit];
    }

    /** {@code 8 ms}, {@code 1.2 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 4 d 3 h}. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 9_950) {
            return format("0.#", millis / 1000.0) + " s";
        }
        long seconds = Math.round(millis / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        if (minutes < 24 * 60) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = minutes / 60;
        return two(hours / 24, "d", hours % 24, "h");
    }

    /**
     * What {@link #duration} writes and people type: {@code 10 min}, {@code 1 h 30 min}, {@code -5 s}, {@code 2 days};
     * empty if it is none of that.
     */
    public static Optional<Duration> readDuration(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        boolean negative = plain.startsWith("-") || plain.startsWith("−");
        String rest = negative ? plain.substring(1).strip() : plain;
        Matcher part = LENGTH.matcher(rest);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(duration(part.group(1), part.group(2)));
            end = part.end();
        }
        if (end == 0 || end < rest.length()) {
            return Optional.empty();
        }
        return Optional.of(negative ? sum.negated() : sum);
    }

    private static Duration duration(String count, String unit) {
        BigDecimal millis =
                switch (unit) {
                    case "ms" -> BigDecimal.ONE;
                    case "s", "sec", "second" -> BigDecimal.valueOf(1_000);
                    case "min", "minute" -> BigDecimal.valueOf(60_000);
                    case "h", "hour" -> BigDecimal.valueOf(3_600_000);
                    default -> BigDecimal.valueOf(86_400_000);
                };
        return Duration.ofMillis(new BigDecimal(count).multiply(millis).longValue());
    }

    /** A share between 0 and 1 as {@code 99.2 %}; never rounded up to 100 % nor down to 0 %. */
    public static String percent(double share) {
        if (share > 0 && share < 0.001) {
            return "< 0.1 %";
        }
        if (share < 1 && share > 0.999) {
            return "> 99.9 %";
        }
        return format("0.#", share * 100) + " %";
    }

    /** Per second: {@code 830/s}, {@code 12.3k/s}, {@code 0.4/s}. */
    public static String rate(double perSecond) {
        return (perSecond < 10 ? format("0.#", perSecond) : count(Math.round(perSecond))) + "/s";
    }

    /** {@code $1.20}, {@code €340}, {@code $0.0004}: two digits that tell something. */
    public static String money(double amount, String currency) {
        double size = Math.abs(amount);
        String digits = size >= 99.995
                ? format("#,##0", size)
                : size >= 0.00995 || size < 1e-7
                        ? format("0.00", size)
                        : new BigDecimal(size)
                                .round(new MathContext(size < 0.001 ? 1 : 2))
                                .stripTrailingZeros()
                                .toPlainString();
        return (amount < 0 ? "−" : "") + symbol(currency) + digits;
    }

    /** A difference: {@code +$1.20}, {@code −$0.30}. */
    public static String moreMoney(double amount, String currency) {
        return (amount < 0 ? "" : "+") + money(amount, currency);
    }

    private static String symbol(String currency) {
        return switch (currency) {
            case "USD" -> "$";
            case "EUR" -> "€";
            case "GBP" -> "£";
            case "JPY" -> "¥";
            case "INR" -> "₹";
            default -> currency + " ";
        };
    }

    /** The exact moment: {@code 2026-11-22 17:40:03}. */
    public static String moment(Instant moment, ZoneId zone) {
        return MOMENT.format(moment.atZone(zone));
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + " " + bigUnit : big + " " + bigUnit + " " + small + " " + smallUnit;
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        if (size < 9.995 && value != Math.rint(value)) {
            return format("0.##", value);
        }
        return format(size < 99.95 && value != Math.rint(value) ? "0.#" : "0", value);
    }

    private static String format(String pattern, double value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
