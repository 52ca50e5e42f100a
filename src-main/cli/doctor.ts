export const doctor = (_: unknown): Promise<boolean> => Promise.resolve(true);
