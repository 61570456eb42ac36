package io.streamhouse.console.lineagegraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.console.lineagegraph.ColourBy;
import io.streamhouse.console.lineagegraph.LineageRoutes;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LineageAddressTest {

    private static final RelationId ODD = new RelationId("streamhouse", "shop", "größe & `wert`=1?");

    @Test
    void every_place_of_the_page_has_an_address_that_leads_back_to_it() {
        for (Direction direction : Direction.values()) {
            for (ColourBy colour : ColourBy.values()) {
                for (OptionalInt depth :
                        List.of(OptionalInt.empty(), OptionalInt.of(3), OptionalInt.of(LineageAddress.ALL))) {
                    for (boolean table : List.of(true, false)) {
                        LineageAddress place = new LineageAddress(
                                Optional.of(ODD), Optional.of("net & gross"), direction, depth, colour, table);

                        assertThat(LineageAddress.of(place.parameters())).isEqualTo(place);
                        assertThat(LineageAddress.of(QueryParameters.fromString(
                                        place.parameters().getQueryString())))
                                .isEqualTo(place);
                    }
                }
            }
        }
    }

    @Test
    void links_of_other_pages_lead_to_the_relation_and_its_column() {
        String route = LineageRoutes.of(ODD, Optional.of("net & gross"));

        LineageAddress place = LineageAddress.of(QueryParameters.fromString(route.substring(route.indexOf('?') + 1)));

        assertThat(place.relation()).contains(ODD);
        assertThat(place.column()).contains("net & gross");
    }

    @Test
    void what_can_not_be_read_is_as_if_it_were_not_there() {
        LineageAddress usual = LineageAddress.of(QueryParameters.empty());

        assertThat(LineageAddress.of(QueryParameters.fromString(
                        "relation=orders&column=id&direction=left&depth=-1&colour=red&view=x")))
                .isEqualTo(usual);
        assertThat(LineageAddress.of(QueryParameters.fromString("depth=many"))).isEqualTo(usual);
        assertThat(usual.focus()).isEmpty();
    }

    @Test
    void a_relation_is_shown_with_its_neighbours_and_a_column_with_all_of_its_way() {
        RelationId orders = RelationId.parse("streamhouse.shop.orders");
        LineageAddress usual = LineageAddress.of(QueryParameters.empty());

        assertThat(usual.at(orders, Optional.empty()).focus())
                .contains(new Focus(orders, Optional.empty(), Direction.BOTH, 1));
        assertThat(usual.at(orders, Optional.of("id")).hops()).isEqualTo(LineageAddress.ALL);
        assertThat(usual.at(orders, Optional.of("id")).deep(2).hops()).isEqualTo(2);
    }
}
