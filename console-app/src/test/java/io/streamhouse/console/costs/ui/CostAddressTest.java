package io.streamhouse.console.costs.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.console.costs.CostWindow;
import io.streamhouse.console.costs.ui.CostAddress.CostTab;
import io.streamhouse.cost.CostReport.GroupBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostAddressTest {

    @Test
    void every_place_of_the_page_has_an_address_that_leads_back_to_it() {
        List<CostWindow> windows = List.of(
                new CostWindow.Last(Duration.ofHours(1)),
                new CostWindow.Last(Duration.ofDays(30)),
                new CostWindow.Between(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z")));
        for (CostTab tab : CostTab.values()) {
            for (GroupBy by : GroupBy.values()) {
                for (CostWindow window : windows) {
                    CostAddress place = new CostAddress(tab, window, by);

                    assertThat(CostAddress.of(place.parameters())).isEqualTo(place);
                }
            }
        }
    }

    @Test
    void what_can_not_be_read_is_as_if_it_were_not_there() {
        CostAddress usual = CostAddress.of(QueryParameters.empty());

        assertThat(CostAddress.of(QueryParameters.fromString("range=13h&by=colour&tab=moon")))
                .isEqualTo(usual);
        assertThat(CostAddress.of(QueryParameters.fromString("from=yesterday&to=now")))
                .isEqualTo(usual);
        assertThat(CostAddress.of(QueryParameters.fromString("from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z")))
                .isEqualTo(usual);
    }
}
