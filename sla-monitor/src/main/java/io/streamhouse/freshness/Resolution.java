package io.streamhouse.freshness;

import io.streamhouse.store.LagBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** How finely lag is remembered, and for how long. */
enum Resolution {
    /** As samples come in: for the last hour's chart, and everything that is not an hour old. */
    FINE(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(3), true),
    /** For a day's chart, which shows the longest lag; percentiles are not read from these. */
    MINUTES(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(25), false),
    HOURS(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(32), true);

    private final Duration stretch;
    private final Duration block;
    private final Duration kept;
    private final boolean percentiles;

    Resolution(Duration stretch, Duration block, Duration kept, boolean percentiles) {
        this.stretch = stretch;
        this.block = block;
        this.kept = kept;
        this.percentiles = percentiles;
    }

    /** What one stretch stands for. */
    Duration stretch() {
        return stretch;
    }

    /** For how long it is remembered at least. */
    Duration kept() {
        return kept;
    }

    int seconds() {
        return (int) stretch.toSeconds();
    }

    /** When the stretch began that an instant lies in. */
    Instant stretchOf(Instant instant) {
        return floor(instant, stretch);
    }

    /** When the block began that an instant lies in. */
    Instant blockOf(Instant instant) {
        return floor(instant, block);
    }

    static Instant floor(Instant instant, Duration width) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), width.toSeconds()) * width.toSeconds());
    }

    /** Packs stretches of one block, by when they begin: each behind its place in the block. */
    LagBlock pack(String uid, NavigableMap<Instant, LagStretch> stretches) {
        Instant starts = blockOf(stretches.firstKey());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stretches.forEach((at, lag) -> {
            LagStretch.number(out, Duration.between(starts, at).dividedBy(stretch));
            lag.write(out, percentiles);
        });
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            out.writeTo(deflater);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LagBlock(uid, seconds(), starts, packed.toByteArray());
    }

    NavigableMap<Instant, LagStretch> unpack(LagBlock block) {
        NavigableMap<Instant, LagStretch> stretches = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(inflated(block.stretches()));
        while (in.hasRemaining()) {
            Instant at = block.starts().plus(stretch.multipliedBy(LagStretch.number(in)));
            stretches.put(at, LagStretch.read(in));
        }
        return stretches;
    }

    private static byte[] inflated(byte[] packed) {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return inflater.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
