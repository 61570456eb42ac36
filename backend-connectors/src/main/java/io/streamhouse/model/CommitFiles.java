package io.streamhouse.model;

/**
 * What a commit did to a table's files.
 *
 * @param written data and changelog files it added
 * @param removed data files it took away, to be deleted when their last snapshot expires
 * @param bytesWritten of the files it added
 * @param metadata files it wrote about them: manifests, lists of manifests, the snapshot itself
 */
public record CommitFiles(long written, long removed, long bytesWritten, long metadata) {}
