package io.holdfast.store.memory;

import java.nio.file.Path;

/**
 * The files that together are the lease file, named as Kea and its kea-lfc name them.
 *
 * @param current where rows are appended
 * @param copy {@code .1}: what was current until the running clean-up began
 * @param previous {@code .2}: the outcome of the clean-up before
 * @param output {@code .output}: the outcome of the running clean-up, not complete
 * @param completed {@code .completed}: the outcome, complete; stands for {@code .2} and {@code .1}
 * @param fresh {@code .new}: the next current file, with a header only
 * @param lock held while a process uses the files
 */
record LeaseFilePaths(Path current, Path copy, Path previous, Path output, Path completed, Path fresh, Path lock) {

    static LeaseFilePaths of(Path file) {
        Path current = file.toAbsolutePath();
        return new LeaseFilePaths(
                current,
                with(current, ".1"),
                with(current, ".2"),
                with(current, ".output"),
                with(current, ".completed"),
                with(current, ".new"),
                with(current, ".lock"));
    }

    Path directory() {
        Path parent = current.getParent();
        if (parent == null) {
            throw new LeaseFileException("the lease file cannot be " + current);
        }
        return parent;
    }

    private static Path with(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
