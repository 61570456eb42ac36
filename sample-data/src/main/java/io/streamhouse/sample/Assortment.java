package io.streamhouse.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/** Who there is and what there is to buy: pure functions of the seed and a number. Not for several threads at once. */
final class Assortment {

    static final int PRODUCTS = 240;
    static final int MOST_LINES = 5;

    private static final List<String> CATEGORIES =
            List.of("Home", "Garden", "Sports", "Toys", "Books", "Kitchen", "Outdoor", "Beauty");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "NL", "AT", "ES", "IT", "PL", "SE", "DK", "BE");
    private static final List<String> SEGMENTS = List.of("NEW", "NEW", "REGULAR", "REGULAR", "REGULAR", "VIP");

    private final long seed;
    private final Random names = new Random(0);
    private final Faker faker = new Faker(Locale.ENGLISH, names);
    private final List<BigDecimal> prices = new ArrayList<>();

    Assortment(long seed) {
        this.seed = seed;
        for (long product = 1; product <= PRODUCTS; product++) {
            double euros = Math.exp(1.0 + random("price", product).nextDouble() * 4.3);
            prices.add(BigDecimal.valueOf(Math.floor(euros) + 0.99).setScale(2, RoundingMode.HALF_UP));
        }
    }

    /** One line of an order. */
    record Line(int number, long product, int quantity, BigDecimal unitPrice, BigDecimal amount) {}

    /** The lines of an order follow from its number, so that a cart can be taken back without looking it up. */
    List<Line> lines(long order) {
        SplittableRandom random = random("lines", order);
        int count = 1 + Math.min(MOST_LINES - 1, (int) (-Math.log(1 - random.nextDouble()) * 1.6));
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            long product = product(random);
            int quantity = 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
            BigDecimal discount = BigDecimal.valueOf(100 - (random.nextInt(5) == 0 ? 10 : 0), 2);
            BigDecimal unitPrice = price(product).multiply(discount).setScale(2, RoundingMode.HALF_UP);
            lines.add(new Line(number, product, quantity, unitPrice, unitPrice.multiply(BigDecimal.valueOf(quantity))));
        }
        return lines;
    }

    /** Some products sell much better than others. */
    static long product(SplittableRandom random) {
        double skewed = Math.pow(random.nextDouble(), 2.2);
        return 1 + (long) (skewed * PRODUCTS);
    }

    BigDecimal price(long product) {
        return prices.get((int) (product - 1));
    }

    List<@Nullable Object> productRow(long product, int inStock, Instant at) {
        names.setSeed(mix("product", product));
        String category = CATEGORIES.get((int) (product % CATEGORIES.size()));
        return java.util.Arrays.asList(product, faker.commerce().productName(), category, price(product), inStock, at);
    }

    List<@Nullable Object> customerRow(long customer, Instant signedUpAt, int moves) {
        names.setSeed(mix("customer", customer));
        String first = faker.name().firstName();
        String last = faker.name().lastName();
        names.setSeed(mix("address", customer * 31 + moves));
        String city = faker.address().city();
        SplittableRandom random = random("segment", customer);
        String email =
                (first + "." + last).toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "") + customer + "@example.com";
        return java.util.Arrays.asList(
                customer,
                first + " " + last,
                email,
                city,
                COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                SEGMENTS.get(random.nextInt(SEGMENTS.size())),
                signedUpAt);
    }

    /** Randomness of its own for each thing, so that one more of this does not change all of that. */
    SplittableRandom random(String what, long number) {
        return new SplittableRandom(mix(what, number));
    }

    private long mix(String what, long number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + what.hashCode() * 0xBF58476D1CE4E5B9L + number * 0x94D049BB133111EBL;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
