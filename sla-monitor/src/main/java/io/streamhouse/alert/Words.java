package io.streamhouse.alert;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** Figures as they stand in what an alert says: the same in a page, in a webhook and in the history. */
final class Words {

    private Words() {}

    /** {@code 8 ms}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 4 d 3 h}. */
    static String duration(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        long seconds = Math.round(duration.toMillis() / 1_000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        // A window of 24 hours is called so.
        return minutes <= 24 * 60
                ? two(minutes / 60, "h", minutes % 60, "min")
                : two(minutes / 60 / 24, "d", minutes / 60 % 24, "h");
    }

    static String percent(double share) {
        // Never rounded up to all, nor down to the limit it has passed.
        return format("0.##", Math.floor(share * 10_000) / 100) + " %";
    }

    static String money(double amount, String currency) {
        return format(amount != 0 && Math.abs(amount) < 0.1 ? "0.####" : "0.00", amount) + " " + currency;
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + " " + bigUnit : big + " " + bigUnit + " " + small + " " + smallUnit;
    }

    private static String format(String pattern, double value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
