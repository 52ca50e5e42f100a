import type { PhotoRecord } from '../../../src-shared/contract/batch.ts';
import { workOn, type Workplace } from './photo-work.ts';
import type { PlannedPhoto } from './plan.ts';

/**
 * Does all photos, several at once. What a compute process was doing when it died is tried once more, alone: of the photos
 * that it had in hand, one at most is to blame.
 *
 * @param jobs photos under way at once
 * @param note told of each photo when it is settled
 */
export async function workOffAll(
  photos: readonly PlannedPhoto[],
  place: Workplace,
  jobs: number,
  note: (photo: PlannedPhoto, record: PhotoRecord) => void,
): Promise<void> {
  const died: PlannedPhoto[] = [];
  const queue = photos.values();
  const lane = async () => {
    for (const photo of queue) {
      const record = await workOn(photo, place);
      if (record.state === 'failed' && record.code === 'compute-died') died.push(photo);
      else note(photo, record);
    }
  };
  // One more than may be under way, so that the next photo has been looked at when there is room.
  await Promise.all(Array.from({ length: jobs + 1 }, lane));
  for (const photo of died) note(photo, await workOn(photo, place));
}
