package io.streamhouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedactorTest {

    @Test
    void hides_values_whose_keys_say_so() {
        assertThat(Redactor.text("WITH ('s3.secret-key' = 'it''s me', 'path' = '/a', password='x')"))
                .isEqualTo("WITH ('s3.secret-key' = '******', 'path' = '/a', password='******')");
        assertThat(Redactor.text("jdbc:mysql://me:pass@host/db")).isEqualTo("jdbc:mysql://******@host/db");
        assertThat(Redactor.text("'token' = 'never closed")).isEqualTo("'token' = '******'");
    }

    @Test
    void is_not_misled_by_apostrophes_and_quotes_in_quotes() {
        assertThat(Redactor.text("can't open 'token' = 'x'")).isEqualTo("can't open 'token' = '******'");
        assertThat(Redactor.text("SET 'init' = 'SET ''api.key'' = ''x y'';'"))
                .isEqualTo("SET 'init' = 'SET ''api.key'' = ''******'';'");
        assertThat(Redactor.text("'password' = '', 'a' = 'b'")).isEqualTo("'password' = '', 'a' = 'b'");
        assertThat(Redactor.text("'password' = '''q'' z', 'a' = 'b'")).isEqualTo("'password' = '******', 'a' = 'b'");
        assertThat(Redactor.text("WHERE token = other")).isEqualTo("WHERE token = other");
    }

    @Test
    void takes_a_text_of_megabytes_in_one_pass() {
        String letters = "a".repeat(2_000_000);
        String quoted = "'" + "b''".repeat(500_000) + "'";
        String spaces = "SELECT" + " ".repeat(1_000_000) + "1";
        String text = letters + " " + quoted + spaces + " 'secret' = 'x'";

        String shown = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Redactor.text(text));

        assertThat(shown).isEqualTo(letters + " " + quoted + spaces + " 'secret' = '******'");
    }

    @Test
    void an_address_that_lets_messages_in_shows_only_where_it_leads() {
        assertThat(Redactor.address(
                        java.net.URI.create("https://ada:s3cret@hooks.example.com:8443/services/T0/B0?token=x")))
                .isEqualTo("https://hooks.example.com:8443/******");
        assertThat(Redactor.address(java.net.URI.create("http://localhost"))).isEqualTo("http://localhost/******");
    }
}
