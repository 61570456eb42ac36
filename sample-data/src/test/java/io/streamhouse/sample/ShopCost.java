package io.streamhouse.sample;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Measures what the shop costs: the seconds its history takes, and the share of a core its ticks need once warm.
 *
 * <p>Arguments: events per second, ticks measured.
 */
final class ShopCost {

    private static final int WARM_UP_TICKS = 60;

    private ShopCost() {}

    public static void main(String[] arguments) throws Exception {
        int eventsPerSecond =
                arguments.length > 0 ? Integer.parseInt(arguments[0]) : LivingShop.DEFAULT_EVENTS_PER_SECOND;
        int ticks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 120;
        Path folder = Files.createTempDirectory("shop-cost");
        Instant opening = Instant.parse("2026-11-22T12:00:00Z");
        long interval = LivingShop.INTERVAL.toSeconds();
        int events = (int) (eventsPerSecond * interval);
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            long start = System.nanoTime();
            living.recover();
            living.install(opening);
            double install = (System.nanoTime() - start) / 1e9;
            int tick = 1;
            while (tick <= WARM_UP_TICKS) {
                living.tick(opening.plusSeconds(tick++ * interval), events);
            }
            long cpu = cpuNanos();
            long wall = System.nanoTime();
            long rows = 0;
            for (int i = 0; i < ticks; i++) {
                rows += living.tick(opening.plusSeconds(tick++ * interval), events);
            }
            double cpuPerTick = (cpuNanos() - cpu) / 1e9 / ticks;
            double wallPerTick = (System.nanoTime() - wall) / 1e9 / ticks;
            String report = String.format(
                    Locale.ROOT,
                    "history %.1f s; at %d events/s a tick has %.0f rows, takes %.0f ms and %.0f ms of CPU: %.2f %% of a"
                            + " core%n",
                    install,
                    eventsPerSecond,
                    (double) rows / ticks,
                    wallPerTick * 1000,
                    cpuPerTick * 1000,
                    cpuPerTick / interval * 100);
            Files.writeString(folder.resolveSibling("shop-cost.txt"), report);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
