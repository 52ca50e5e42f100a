/** The use cases. They know no window, no HTTP and no argv; pixels stay in the compute process. */
export { runJobs, type JobOutcome, type PhotoJob } from './run-jobs.ts';
export { clash, collisions, planOutputs, type OutputWish, type Target } from './outputs.ts';
export { makeOutputFolder } from './output-folder.ts';
export { importNetwork } from './import-network.ts';
export { type BatchFollowing, type BatchWish, type Look, runBatch, type Shard } from './batch/index.ts';
export { readStrokes } from './strokes-file.ts';
export { openStudio, type Studio } from './studio.ts';
export {
  type Caller,
  createEditor,
  type Dialogs,
  type Editor,
  editorFolders,
  type EditorParts,
  type Emit,
  type Folders,
  MOST_UPLOAD_BYTES,
  readEdit,
} from './editor/index.ts';
