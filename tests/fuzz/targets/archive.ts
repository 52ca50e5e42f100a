import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { convertFile } from '../../../src-main/models/convert-file.ts';
import { everyFrozenPart } from '../../models/import/every-part.ts';
import { bytesTarget } from '../bytes-target.ts';

/** A tape archive of one file, which is what is broken: a broken gzip is noticed by its sum. */
function archiveOf(path: string, bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  new Header({ path, mode: 0o644, size: bytes.length, type: 'File' }).encode(header, 0);
  const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return new Uint8Array(Buffer.concat([header, bytes, padding, Buffer.alloc(1024)]));
}

/** A frozen graph in the archive that TensorFlow's model zoo hands out. */
export const target = bytesTarget(
  [archiveOf('deeplab/frozen_inference_graph.pb', everyFrozenPart())],
  bytes => convertFile('network.tar.gz', gzipSync(bytes, { level: 1 }), 33),
);
