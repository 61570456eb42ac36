package io.streamhouse.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LivingShopTest {

    private static final Instant OPENING = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theSameSeedAndTicksGiveTheSameTables() throws Exception {
        Map<ShopTable, Set<Row>> first = afterTicks(folder.resolve("a"), 12);
        Map<ShopTable, Set<Row>> second = afterTicks(folder.resolve("b"), 12);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void theHistoryHoldsTogether() throws Exception {
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            assertThat(living.recover()).isFalse();
            living.install(OPENING);

            assertThat(shop.rows(ShopTable.ORDERS).size()).isBetween(3_000, 4_000);
            assertThat(shop.rows(ShopTable.CLICKS)).hasSize(ShopGenerator.HISTORY_CLICKS);
            assertHoldsTogether(shop);
        }
    }

    @Test
    void manyTicksHoldTogetherAndBringInsertsUpdatesAndDeletes() throws Exception {
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            living.recover();
            living.install(OPENING);
            Set<Object> before = ids(shop, ShopTable.ORDERS);
            Map<Object, Long> statuses = statuses(shop);

            for (int tick = 1; tick <= 40; tick++) {
                living.tick(OPENING.plusSeconds(tick * 30L), 400);
            }

            assertHoldsTogether(shop);
            Set<Object> after = ids(shop, ShopTable.ORDERS);
            assertThat(after).as("new orders").hasSizeGreaterThan(before.size());
            assertThat(statuses(shop)).as("orders that moved on").isNotEqualTo(statuses);
            long newest = after.stream().mapToLong(id -> (Long) id).max().orElseThrow();
            long oldest = after.stream().mapToLong(id -> (Long) id).min().orElseThrow();
            assertThat(after.size()).as("carts given up are deleted").isLessThan((int) (newest - oldest + 1));
            assertThat(shop.rows(ShopTable.CLICKS).stream()
                            .filter(row -> ((Instant) row.values().get(7))
                                    .isAfter(((Instant) row.values().get(6)).plusSeconds(30))))
                    .as("late clicks")
                    .isNotEmpty();
        }
    }

    @Test
    void aShopThatWasClosedGoesOnWhereItStopped() throws Exception {
        Map<ShopTable, Set<Row>> inOneGo = afterTicks(folder.resolve("a"), 12);

        try (ShopFolder shop = new ShopFolder(folder.resolve("b"))) {
            try (LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
                living.recover();
                living.install(OPENING);
            }
            for (int tick = 1; tick <= 12; tick++) {
                try (LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
                    assertThat(living.recover()).isTrue();
                    living.tick(OPENING.plusSeconds(tick * 30L), 200);
                }
            }

            assertThat(contents(shop)).isEqualTo(inOneGo);
        }
    }

    @ParameterizedTest
    @EnumSource(ShopTable.class)
    void aTickCutShortAtAnyTableIsFinishedWithoutARowLostOrDoubled(ShopTable cutAt) throws Exception {
        Map<ShopTable, Set<Row>> undisturbed = afterTicks(folder.resolve("a"), 6);

        try (ShopFolder shop = new ShopFolder(folder.resolve("b"))) {
            dieAt(shop, cutAt, living -> living.install(OPENING));
            for (int tick = 1; tick <= 6; tick++) {
                Instant at = OPENING.plusSeconds(tick * 30L);
                dieAt(shop, cutAt, living -> living.tick(at, 200));
            }

            assertThat(contents(shop)).isEqualTo(undisturbed);
        }
    }

    @Test
    void aTickInTheSecondOfTheLastOneWritesNothing() throws Exception {
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            living.recover();
            living.install(OPENING);

            assertThat(living.tick(OPENING.plusMillis(500), 50)).isZero();
            assertThat(living.tick(OPENING.minusSeconds(60), 50)).isZero();
            assertThat(living.tick(OPENING.plusSeconds(1), 50)).isPositive();
        }
    }

    /** Does something with a warehouse that fails when {@code cutAt} is to be committed, then with a sound one. */
    private static void dieAt(ShopFolder shop, ShopTable cutAt, java.util.function.Consumer<LivingShop> work) {
        Warehouse dying = new DyingWarehouse(shop.warehouse, cutAt.tableName());
        boolean survived;
        try (LivingShop living = new LivingShop(dying, ShopFolder.SHOP)) {
            living.recover();
            work.accept(living);
            survived = true; // nothing to commit to that table in this tick
        } catch (ProblemException death) {
            assertThat(death.problem().code()).isEqualTo(ErrorCode.WAREHOUSE_FAILED);
            survived = false;
        }
        try (LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            living.recover();
            if (!survived) {
                work.accept(living); // refused where the recovery has done it already
            }
        }
    }

    private static Map<ShopTable, Set<Row>> afterTicks(Path folder, int ticks) throws Exception {
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            living.recover();
            living.install(OPENING);
            for (int tick = 1; tick <= ticks; tick++) {
                living.tick(OPENING.plusSeconds(tick * 30L), 200);
            }
            return contents(shop);
        }
    }

    private static Map<ShopTable, Set<Row>> contents(ShopFolder shop) {
        Map<ShopTable, Set<Row>> contents = new TreeMap<>();
        for (ShopTable table : ShopTable.values()) {
            List<Row> rows = shop.rows(table);
            contents.put(table, new HashSet<>(rows));
            assertThat(contents.get(table))
                    .as("no row of " + table + " is there twice")
                    .hasSameSizeAs(rows);
        }
        return contents;
    }

    private static void assertHoldsTogether(ShopFolder shop) {
        Set<Object> customers = ids(shop, ShopTable.CUSTOMERS);
        Set<Object> products = ids(shop, ShopTable.PRODUCTS);
        Map<Object, BigDecimal> sums = shop.rows(ShopTable.ORDER_LINES).stream()
                .collect(Collectors.toMap(
                        row -> row.values().get(0),
                        row -> (BigDecimal) row.values().get(5),
                        BigDecimal::add));
        Map<Object, Row> orders = shop.rows(ShopTable.ORDERS).stream()
                .collect(Collectors.toMap(row -> row.values().getFirst(), row -> row));
        assertThat(sums.keySet())
                .as("every line has its order, every order its lines")
                .isEqualTo(orders.keySet());
        assertThat(orders.values()).allSatisfy(order -> {
            assertThat(customers).contains(order.values().get(1));
            assertThat(sums.get(order.values().getFirst()))
                    .isEqualTo(order.values().get(4));
        });
        assertThat(shop.rows(ShopTable.ORDER_LINES))
                .allSatisfy(line -> assertThat(products).contains(line.values().get(2)));
        Set<Object> paid = shop.rows(ShopTable.PAYMENTS).stream()
                .map(row -> row.values().get(1))
                .collect(Collectors.toSet());
        assertThat(paid)
                .as("an order is paid for unless it is a cart")
                .isEqualTo(orders.values().stream()
                        .filter(order -> !"CART".equals(order.values().get(2)))
                        .map(order -> order.values().getFirst())
                        .collect(Collectors.toSet()));
        Set<Object> sent = shop.rows(ShopTable.SHIPMENTS).stream()
                .map(row -> row.values().get(1))
                .collect(Collectors.toSet());
        assertThat(sent)
                .as("what is shipped has a parcel")
                .isEqualTo(orders.values().stream()
                        .filter(order -> Set.of("SHIPPED", "DELIVERED")
                                .contains(order.values().get(2)))
                        .map(order -> order.values().getFirst())
                        .collect(Collectors.toSet()));
    }

    private static Map<Object, Long> statuses(ShopFolder shop) {
        return shop.rows(ShopTable.ORDERS).stream()
                .collect(Collectors.groupingBy(row -> row.values().get(2), Collectors.counting()));
    }

    private static Set<Object> ids(ShopFolder shop, ShopTable table) {
        return shop.rows(table).stream().map(row -> row.values().getFirst()).collect(Collectors.toSet());
    }

    @Test
    void aTickHasItsLimits() throws Exception {
        try (ShopFolder shop = new ShopFolder(folder);
                LivingShop living = new LivingShop(shop.warehouse, ShopFolder.SHOP)) {
            assertThatThrownBy(() -> living.tick(OPENING, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
