package io.streamhouse.model;

/** What the cluster has and how much of it is taken. */
public record ClusterOverview(String flinkVersion, int taskManagers, int slotsTotal, int slotsFree) {}
