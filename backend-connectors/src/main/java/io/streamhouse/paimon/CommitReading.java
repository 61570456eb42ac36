package io.streamhouse.paimon;

import io.streamhouse.model.CommitFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.paimon.Snapshot;
import org.apache.paimon.manifest.FileKind;
import org.apache.paimon.manifest.ManifestEntry;
import org.apache.paimon.manifest.ManifestFile;
import org.apache.paimon.manifest.ManifestFileMeta;
import org.apache.paimon.manifest.ManifestList;
import org.apache.paimon.table.FileStoreTable;

/** Reads off a commit's manifests what it did to the files. */
final class CommitReading {

    /** The list of older manifests, that of the new ones, the snapshot, and the hint at the latest one. */
    private static final int FILES_OF_A_COMMIT = 4;

    private CommitReading() {}

    static CommitFiles files(FileStoreTable table, Snapshot snapshot) {
        ManifestList lists = table.store().manifestListFactory().create();
        ManifestFile manifests = table.store().manifestFileFactory().create();
        List<ManifestFileMeta> ofChangelog = lists.readChangelogManifests(snapshot);
        List<ManifestFileMeta> all = new ArrayList<>(lists.readDeltaManifests(snapshot));
        all.addAll(ofChangelog);
        long written = 0;
        long removed = 0;
        long bytes = 0;
        for (ManifestFileMeta manifest : all) {
            for (ManifestEntry entry : manifests.read(manifest.fileName(), manifest.fileSize())) {
                if (entry.kind() == FileKind.ADD) {
                    written++;
                    bytes += entry.file().fileSize();
                } else {
                    removed++;
                }
            }
        }
        long metadata = all.size() + FILES_OF_A_COMMIT + (ofChangelog.isEmpty() ? 0 : 1);
        return new CommitFiles(written, removed, bytes, metadata);
    }
}
