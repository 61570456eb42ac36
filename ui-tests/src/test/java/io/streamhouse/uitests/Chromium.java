package io.streamhouse.uitests;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One headless Chromium for the whole run: the one named by STREAMHOUSE_CHROMIUM, on PATH, or Playwright's own. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Chromium(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Path executable = executable(playwright);
        List<String> arguments = new ArrayList<>(List.of(
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--force-color-profile=srgb"));
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            arguments.add("--no-sandbox");
        }
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                .setArgs(arguments)
                                .setChromiumSandbox(!root)));
    }

    private static Path executable(Playwright playwright) {
        return Optional.ofNullable(System.getenv("STREAMHOUSE_CHROMIUM"))
                .map(Path::of)
                .or(Chromium::onPath)
                .or(() -> Optional.of(Path.of(playwright.chromium().executablePath()))
                        .filter(Files::isExecutable))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The browser tests need Chromium: install it (Debian and Ubuntu: apt-get install chromium,"
                                        + " macOS: brew install --cask chromium) or set STREAMHOUSE_CHROMIUM to its executable"));
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(System.getProperty("path.separator"))))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    com.microsoft.playwright.Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
