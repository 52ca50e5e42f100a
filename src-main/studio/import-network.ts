import type { ImportedNetwork, RequestOf } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Studio } from './studio.ts';

/**
 * Installs a network from a stranger's file, in a compute process of its own: a file that was made to fill the memory
 * ends that, and nothing else.
 *
 * @throws PortraitError as importModel does; 'model-damaged' when the process did not outlive the file
 */
export async function importNetwork(
  studio: Pick<Studio, 'computeApart'>,
  request: RequestOf<'import'>,
): Promise<ImportedNetwork> {
  const compute = studio.computeApart();
  try {
    return await compute.call('import', request);
  } catch (error) {
    if (!(error instanceof PortraitError) || error.code !== 'compute-died') throw error;
    const message = 'Reading the file takes more memory than a network should: give another.';
    throw new PortraitError('model-damaged', message, { cause: error });
  } finally {
    compute.close();
  }
}
