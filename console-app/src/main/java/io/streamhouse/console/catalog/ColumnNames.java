package io.streamhouse.console.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives every column of a file a name of its own. */
final class ColumnNames {

    private ColumnNames() {}

    static List<String> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("column_" + i);
        }
        return names;
    }

    /** @param notes told of every name that had to be changed */
    static List<String> distinct(List<String> header, List<String> notes) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String given = header.get(i).strip();
            String name = given.isEmpty() ? "column_" + (i + 1) : given;
            for (int copy = 2; !taken.add(name.toLowerCase(Locale.ROOT)); copy++) {
                name = (given.isEmpty() ? "column_" + (i + 1) : given) + "_" + copy;
            }
            if (given.isEmpty()) {
                notes.add("Column " + (i + 1) + " has no name in the file: it is called " + name);
            } else if (!given.equals(name)) {
                notes.add("The file has several columns " + given + ": one is called " + name);
            }
            names.add(name);
        }
        return names;
    }
}
