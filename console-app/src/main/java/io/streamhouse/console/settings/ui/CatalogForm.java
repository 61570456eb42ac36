package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.console.settings.AttachedCatalog;
import io.streamhouse.model.Redactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields of a catalog by its kind; options that have no field of their own stand in the text area. */
final class CatalogForm extends Div {

    private static final long serialVersionUID = 1L;

    private static final String WAREHOUSE = "warehouse";
    private static final String TYPE = "type";
    private static final String ENDPOINT = "s3.endpoint";
    private static final String ACCESS_KEY = "s3.access-key";
    private static final String SECRET_KEY = "s3.secret-key";

    /** What a person picks from. */
    enum Shape {
        FOLDER("Paimon warehouse in a folder"),
        S3("Paimon warehouse on S3"),
        OTHER("Another Flink catalog");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        AttachedCatalog.Kind kind() {
            return this == OTHER ? AttachedCatalog.Kind.FLINK : AttachedCatalog.Kind.PAIMON;
        }
    }

    private final Select<Shape> shape = new Select<>();
    private final TextField name = new TextField("Catalog name");
    private final TextField warehouse = new TextField("Warehouse");
    private final TextField endpoint = new TextField("S3 endpoint");
    private final PasswordField accessKey = new PasswordField("Access key");
    private final PasswordField secretKey = new PasswordField("Secret key");
    private final TextField type = new TextField("Type");
    private final TextArea more = new TextArea("More options");

    CatalogForm(Optional<AttachedCatalog> old) {
        addClassName("settings-form");
        shape.setLabel("Kind");
        shape.setItems(Shape.values());
        shape.setItemLabelGenerator(one -> one.words);
        shape.addValueChangeListener(change -> arrange());
        name.setHelperText("How statements call it: SELECT * FROM name.database.table");
        endpoint.setHelperText("Leave empty for Amazon’s own");
        type.setHelperText("The name of its factory, such as jdbc; its jar must be where the engine is");
        more.setHelperText("One “key = value” a line, as in CREATE CATALOG … WITH");
        more.setMinRows(3);
        more.getElement().setAttribute("spellcheck", "false");
        for (PasswordField secret : List.of(accessKey, secretKey)) {
            secret.setRevealButtonVisible(true);
        }
        add(shape, name, warehouse, endpoint, accessKey, secretKey, type, more);
        shape.setValue(Shape.FOLDER);
        old.ifPresent(this::fill);
    }

    private void fill(AttachedCatalog catalog) {
        Map<String, String> rest = new TreeMap<>(catalog.shown());
        name.setValue(catalog.name());
        name.setReadOnly(true);
        warehouse.setValue(take(rest, WAREHOUSE));
        if (catalog.kind() == AttachedCatalog.Kind.FLINK) {
            shape.setValue(Shape.OTHER);
            type.setValue(take(rest, TYPE));
        } else if (warehouse.getValue().startsWith("s3")) {
            shape.setValue(Shape.S3);
            endpoint.setValue(take(rest, ENDPOINT));
            accessKey.setValue(take(rest, ACCESS_KEY));
            secretKey.setValue(take(rest, SECRET_KEY));
            accessKey.setHelperText("Six stars stand for the one kept");
            secretKey.setHelperText("Six stars stand for the one kept");
        }
        more.setValue(rest.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue())
                .collect(Collectors.joining("\n")));
    }

    private static String take(Map<String, String> options, String key) {
        String value = options.remove(key);
        return value == null ? "" : value;
    }

    private void arrange() {
        boolean s3 = shape.getValue() == Shape.S3;
        boolean other = shape.getValue() == Shape.OTHER;
        warehouse.setVisible(!other);
        warehouse.setHelperText(
                s3 ? "Such as s3://bucket/warehouse" : "A folder that the engine sees too, such as /data/warehouse");
        endpoint.setVisible(s3);
        accessKey.setVisible(s3);
        secretKey.setVisible(s3);
        type.setVisible(other);
    }

    String catalogName() {
        return name.getValue().strip();
    }

    AttachedCatalog.Kind kind() {
        return shape.getValue().kind();
    }

    /** The options of all fields that are not empty; empty if a line can't be read, and the field then says so. */
    Optional<Map<String, String>> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : more.getValue().lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                more.setErrorMessage("This line is no “key = value”: " + Redactor.text(line));
                more.setInvalid(true);
                more.focus();
                return Optional.empty();
            }
            options.put(unquoted(line.substring(0, equals)), unquoted(line.substring(equals + 1)));
        }
        more.setInvalid(false);
        if (shape.getValue() == Shape.OTHER) {
            put(options, TYPE, type.getValue());
        } else {
            put(options, WAREHOUSE, warehouse.getValue());
        }
        if (shape.getValue() == Shape.S3) {
            put(options, ENDPOINT, endpoint.getValue());
            put(options, ACCESS_KEY, accessKey.getValue());
            put(options, SECRET_KEY, secretKey.getValue());
        }
        return Optional.of(options);
    }

    private static void put(Map<String, String> options, String key, String value) {
        if (!value.isBlank()) {
            options.put(key, value.strip());
        }
    }

    /** Lines are pasted from DDL as often as typed. */
    private static String unquoted(String text) {
        String trimmed = text.strip();
        if (trimmed.endsWith(",")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1).strip();
        }
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("'") && trimmed.endsWith("'");
        return quoted ? trimmed.substring(1, trimmed.length() - 1).replace("''", "'") : trimmed;
    }
}
