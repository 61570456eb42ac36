package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Position;
import org.junit.jupiter.api.Test;

class EngineFormTest {

    @Test
    void leaves_most_statements_as_they_are() {
        assertThat(Statements.forEngine("SELECT 1;").sql()).isEqualTo("SELECT 1;");
        assertThat(Statements.forEngine("EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; END")
                        .original())
                .isTrue();
    }

    @Test
    void makes_one_statement_of_a_conversation_and_finds_its_places_again() {
        String written = "BEGIN STATEMENT SET; INSERT INTO a SELECT 1;\n INSERT INTO b SELECT 2; END";
        EngineForm form = Statements.forEngine(written);

        assertThat(form.sql())
                .isEqualTo("EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1;\n INSERT INTO b SELECT 2; END");
        assertThat(placeOf(form, "a SELECT")).isEqualTo(LineMap.of(written).position(written.indexOf("a SELECT")));
        assertThat(placeOf(form, "b SELECT")).isEqualTo(LineMap.of(written).position(written.indexOf("b SELECT")));
    }

    @Test
    void keeps_the_lines_of_an_opening_over_several() {
        String written = "BEGIN\n  STATEMENT -- so\r\nSET ; INSERT INTO a SELECT 1; END";
        EngineForm form = Statements.forEngine(written);

        assertThat(form.sql()).startsWith("EXECUTE STATEMENT SET BEGIN\n\r\n INSERT");
        assertThat(placeOf(form, "a SELECT")).isEqualTo(LineMap.of(written).position(written.indexOf("a SELECT")));
    }

    private static Position placeOf(EngineForm form, String text) {
        return form.written(LineMap.of(form.sql()).position(form.sql().indexOf(text)));
    }
}
