/** In place: 255 where a sample is above `level`, 0 elsewhere (OpenCV's THRESH_BINARY). */
export function threshold(samples: Uint8Array, level: number) {
  for (let i = 0; i < samples.length; i++) samples[i] = samples[i] > level ? 255 : 0;
}
