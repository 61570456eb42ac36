package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Row;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds a changelog into the table it describes: rows appear, change in place and go. An updated row keeps its place,
 * so that a person's eye can stay on it. Not for several threads.
 */
final class ChangelogTable {

    private record Key(List<@Nullable Object> values) {}

    private final int maxRows;
    private final TreeMap<Long, Row> places = new TreeMap<>();
    private final Map<Key, Deque<Long>> placesOf = new HashMap<>();
    private final Deque<Long> vacated = new ArrayDeque<>();
    private long next;

    ChangelogTable(int maxRows) {
        this.maxRows = maxRows;
    }

    void apply(Row change) {
        switch (change.kind()) {
            case INSERT -> put(next++, change);
            case UPDATE_AFTER -> {
                Long place = vacated.pollFirst();
                put(place == null ? next++ : place, change);
            }
            case UPDATE_BEFORE -> {
                Long place = remove(change);
                if (place != null) {
                    vacated.addLast(place);
                    if (vacated.size() > 1_000) {
                        vacated.removeFirst();
                    }
                }
            }
            case DELETE -> remove(change);
        }
    }

    List<Row> rows() {
        return new ArrayList<>(places.values());
    }

    private void put(long place, Row change) {
        if (places.size() >= maxRows) {
            remove(places.firstEntry().getValue());
        }
        places.put(place, change);
        placesOf.computeIfAbsent(key(change), ignored -> new ArrayDeque<>()).addLast(place);
    }

    private @Nullable Long remove(Row change) {
        Key key = key(change);
        Deque<Long> candidates = placesOf.get(key);
        if (candidates == null) {
            return null;
        }
        Long place = candidates.removeFirst();
        if (candidates.isEmpty()) {
            placesOf.remove(key);
        }
        places.remove(place);
        return place;
    }

    /** Bytes compare by identity; wrapped they compare by content. */
    private static Key key(Row row) {
        List<@Nullable Object> key = new ArrayList<>(row.values().size());
        for (Object value : row.values()) {
            key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
        }
        return new Key(key);
    }
}
