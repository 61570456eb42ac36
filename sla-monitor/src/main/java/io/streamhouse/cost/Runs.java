package io.streamhouse.cost;

import java.util.List;

/** What was done for views so far, as far as it is still known. */
public interface Runs {

    /** Of the view with this uid, the latest first; a bounded number of each kind. */
    List<Observed> of(String uid);
}
