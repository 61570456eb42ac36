package io.streamhouse.console.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Loads, on a thread of its own, the classes that every start needs, ahead of the thread that will ask for them: most of
 * a start is spent finding classes in the jar, one after the other. The list is a recording; what it names in vain is
 * passed over.
 */
public final class ClassPreload implements Runnable {

    private static final String LIST = "/startup-classes.txt";

    private ClassPreload() {}

    public static void begin() {
        Thread.ofPlatform().daemon().name("class-preload").start(new ClassPreload());
    }

    @Override
    public void run() {
        ClassLoader loader = ClassPreload.class.getClassLoader();
        try (InputStream list = ClassPreload.class.getResourceAsStream(LIST)) {
            if (list == null) {
                return;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
            for (String name = lines.readLine(); name != null; name = lines.readLine()) {
                load(name, loader);
            }
        } catch (IOException noneToSpeakOf) {
            return;
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError gone) {
            return;
        }
    }
}
