package io.streamhouse.cost;

import java.time.Duration;

/**
 * What usage costs.
 *
 * @param currency as ISO 4217 names it
 * @param basis whether CPU time used or capacity reserved is paid for
 * @param cpuHour of one core
 * @param gigabyteMonth of storage; a month has 730 hours, a gigabyte 10^9 bytes
 * @param thousandRequests operations on storage
 */
public record Prices(String currency, Basis basis, double cpuHour, double gigabyteMonth, double thousandRequests) {

    /** What is paid for. */
    public enum Basis {
        /** CPU time that was used; idle is what the engine burns doing nothing. */
        USED,
        /** The cores that are kept ready; idle is what nobody used of them. */
        RESERVED
    }

    /** About what a small machine, object storage and its requests cost at the large clouds in 2026. */
    public static final Prices DEFAULT = new Prices("USD", Basis.USED, 0.05, 0.023, 0.0004);

    public Prices {
        for (double price : new double[] {cpuHour, gigabyteMonth, thousandRequests}) {
            if (!(price >= 0) || Double.isInfinite(price)) {
                throw new IllegalArgumentException("A price is a number from 0 up, not " + price);
            }
        }
    }

    public double ofCpu(Duration used) {
        return cpuHour * used.toNanos() / Duration.ofHours(1).toNanos();
    }

    /** @param byteHours bytes times the hours they were kept */
    public double ofStorage(double byteHours) {
        return gigabyteMonth * byteHours / 1e9 / 730;
    }

    public double ofRequests(long requests) {
        return thousandRequests * requests / 1_000;
    }

    /** Processing and requests of a usage; what it keeps in storage is priced apart. */
    public double of(Usage usage) {
        return ofCpu(usage.cpu()) + ofRequests(usage.requests());
    }
}
