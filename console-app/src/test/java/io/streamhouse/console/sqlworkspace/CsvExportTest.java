package io.streamhouse.console.sqlworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves as CSV. */
final class CsvExportTest {

    @Test
    void text_that_a_spreadsheet_would_run_is_made_text_and_numbers_stay_numbers() throws IOException {
        StringBuilder csv = new StringBuilder();

        CsvExport.write(
                List.of(Column.of("name", "STRING"), Column.of("amount", "DECIMAL(5, 2)")),
                List.of(Row.insert("=cmd|'/c calc'!A0", new BigDecimal("-1.50")), Row.insert("a \"b\", c", null)),
                false,
                csv);

        assertThat(csv.toString()).isEqualTo("name,amount\r\n'=cmd|'/c calc'!A0,-1.50\r\n\"a \"\"b\"\", c\",\r\n");
    }

    @Test
    void changes_carry_their_kind() throws IOException {
        StringBuilder csv = new StringBuilder();

        CsvExport.write(List.of(Column.of("n", "INT")), List.of(Row.of(RowKind.DELETE, 1)), true, csv);

        assertThat(csv.toString()).isEqualTo("change,n\r\n'-D,1\r\n");
    }
}
