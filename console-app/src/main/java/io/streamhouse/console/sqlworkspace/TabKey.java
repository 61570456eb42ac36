package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;

/** A tab of a person's SQL page. */
record TabKey(Actor actor, String tab) {}
