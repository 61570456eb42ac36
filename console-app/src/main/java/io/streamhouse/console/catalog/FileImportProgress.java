package io.streamhouse.console.catalog;

/** Follows an import, and may end it. */
public interface FileImportProgress {

    /** Follows nothing and never ends it. */
    FileImportProgress NONE = new FileImportProgress() {
        @Override
        public void at(String step, double share, long rows, long badRows) {
            // Nobody looks.
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** @param share of this step that is done, 0 to 1 */
    void at(String step, double share, long rows, long badRows);

    /** Asked now and then; true ends the import and leaves nothing behind. */
    boolean cancelled();
}
