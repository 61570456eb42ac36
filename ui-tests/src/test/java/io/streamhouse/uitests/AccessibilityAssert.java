package io.streamhouse.uitests;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Asks axe whether a page, as it stands now, keeps WCAG 2.1 A and AA. */
public final class AccessibilityAssert extends AbstractAssert<AccessibilityAssert, Page> {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

    private AccessibilityAssert(Page page) {
        super(page, AccessibilityAssert.class);
    }

    public static AccessibilityAssert assertAccessible(Page page) {
        return new AccessibilityAssert(page).hasNoViolations();
    }

    private AccessibilityAssert hasNoViolations() {
        List<Rule> violations = new AxeBuilder(actual)
                .withTags(RULES).analyze().getViolations().stream()
                        .filter(rule -> !isScrollerOfTabs(rule))
                        .toList();
        if (!violations.isEmpty()) {
            failWithMessage(
                    "axe found on %s:%n%s",
                    actual.url(),
                    violations.stream().map(AccessibilityAssert::words).collect(Collectors.joining("\n")));
        }
        return this;
    }

    /**
     * Vaadin's tabs keep a scrolling div with {@code tabindex="-1"} in their shadow root. axe takes it for a child
     * without a role; no assistive technology meets it, and it is not ours to change.
     */
    private static boolean isScrollerOfTabs(Rule rule) {
        return rule.getId().equals("aria-required-children")
                && rule.getNodes().stream().allMatch(node -> node.getHtml().startsWith("<vaadin-tabs "));
    }

    private static String words(Rule rule) {
        return "- " + rule.getId() + " (" + rule.getHelp() + "): "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .collect(Collectors.joining("\n    ", "\n    ", ""));
    }
}
