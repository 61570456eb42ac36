package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.Loss;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what dropping a relation loses and has its name typed before it is done. */
final class DropDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int MOST_DEPENDANTS = 20;

    private final transient CatalogPages pages;
    private final RelationId id;
    private final ProblemPanel problem = new ProblemPanel();

    DropDialog(CatalogPages pages, Loss loss) {
        this.pages = pages;
        this.id = loss.id();
        setHeaderTitle("Drop " + CatalogNavigation.word(loss.kind()) + " " + id.name() + "?");
        setWidth("30rem");
        UnorderedList list = new UnorderedList();
        lost(loss).forEach(text -> list.add(new ListItem(text)));
        TextField name = new TextField("Type " + id.name() + " to confirm");
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        add(new Paragraph("This can't be undone. What is lost:"), list, name, problem);
        Button cancel = new Button("Keep it", click -> close());
        Button drop = new Button("Drop", click -> drop());
        drop.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        drop.setEnabled(false);
        name.addValueChangeListener(change -> drop.setEnabled(change.getValue().equals(id.name())));
        getFooter().add(cancel, drop);
    }

    private static List<String> lost(Loss loss) {
        List<String> lost = new ArrayList<>();
        loss.facts()
                .ifPresentOrElse(
                        facts -> {
                            lost.add(Formats.number(facts.rows()) + " rows, " + Formats.bytes(facts.bytes()) + " in "
                                    + Formats.number(facts.files()) + " files");
                            lost.add(Formats.number(facts.snapshots())
                                    + " snapshots: the history that can be travelled to");
                        },
                        () -> lost.add("its definition; no rows are stored under it"));
        if (!loss.tags().isEmpty()) {
            lost.add("tags: " + loss.tags().stream().map(tag -> tag.name()).collect(Collectors.joining(", ")));
        }
        if (!loss.branches().isEmpty()) {
            lost.add("branches: "
                    + loss.branches().stream().map(branch -> branch.name()).collect(Collectors.joining(", ")));
        }
        if (!loss.consumers().isEmpty()) {
            lost.add("the progress of its readers: "
                    + loss.consumers().stream().map(consumer -> consumer.id()).collect(Collectors.joining(", ")));
        }
        loss.dependants().stream().limit(MOST_DEPENDANTS).forEach(hurt -> lost.add(hurt.name() + " " + hurt.how()));
        int more = loss.dependants().size() - MOST_DEPENDANTS;
        if (more > 0) {
            lost.add(Formats.number(more) + " more that read it are hurt: see its lineage");
        }
        return lost;
    }

    private void drop() {
        try {
            pages.changes().drop(pages.actor().get(), id);
            close();
            Toast.done("Dropped " + id);
            UI.getCurrent().navigate(CatalogView.class, id.databaseId().toString());
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
    }
}
