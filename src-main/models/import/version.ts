/**
 * Raised whenever the same file would give another graph: what an older importer put into a store is then made
 * anew. In a file of its own, so that looking into the store does not load the importer.
 */
export const importerVersion = 1;
