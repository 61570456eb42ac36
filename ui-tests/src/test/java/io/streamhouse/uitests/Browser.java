package io.streamhouse.uitests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A person's browser, with cookies of its own; fresh for each test. Pages of one scheme share a session. */
public final class Browser implements AutoCloseable {

    /** What the system is set to; the console follows it until told otherwise. */
    public enum Scheme {
        LIGHT(ColorScheme.LIGHT),
        DARK(ColorScheme.DARK);

        private final ColorScheme scheme;

        Scheme(ColorScheme scheme) {
            this.scheme = scheme;
        }
    }

    private final Chromium chromium;
    private final URI console;
    private final Map<Scheme, BrowserContext> contexts = new EnumMap<>(Scheme.class);
    private final List<Page> pages = new ArrayList<>();

    Browser(Chromium chromium, URI console) {
        this.chromium = chromium;
        this.console = console;
        // A busy machine may take long; what is waited for is the condition, not the time.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    /** Opens a page of the console, such as {@code /sql}, in the light scheme. */
    public Page open(String path) {
        return open(path, Scheme.LIGHT);
    }

    /** Opens a page of the console in a new tab and waits until it is idle. */
    public Page open(String path, Scheme scheme) {
        Page page = context(scheme).newPage();
        pages.add(page);
        page.navigate(console.resolve(path).toString());
        page.waitForFunction("() => window.Vaadin && window.Vaadin.Flow && window.Vaadin.Flow.clients"
                + " && Object.values(window.Vaadin.Flow.clients).every(c => !c.isActive || !c.isActive())");
        return page;
    }

    /** The whole address of a page of the console. */
    public String address(String path) {
        return console.resolve(path).toString();
    }

    /** An empty tab, for pages that are not the console's. */
    public Page blank() {
        Page page = context(Scheme.LIGHT).newPage();
        pages.add(page);
        return page;
    }

    /** The browser's profile: for cookies, permissions, downloads, routing. */
    public BrowserContext context(Scheme scheme) {
        return contexts.computeIfAbsent(
                scheme,
                wanted -> chromium.browser()
                        .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(1440, 860)
                                .setLocale("en-GB")
                                .setColorScheme(wanted.scheme)));
    }

    void screenshots(Path folder, String name) {
        for (int i = 0; i < pages.size(); i++) {
            if (!pages.get(i).isClosed()) {
                pages.get(i)
                        .screenshot(new Page.ScreenshotOptions()
                                .setPath(folder.resolve(name + (i == 0 ? "" : "-" + (i + 1)) + ".png")));
            }
        }
    }

    @Override
    public void close() {
        contexts.values().forEach(BrowserContext::close);
    }
}
