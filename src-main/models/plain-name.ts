/** Whether a file of this name lies beside the network whose weights it holds: the only names that such files may have. */
export const isPlainName = (name: string): boolean => /^[\w-][\w.-]*$/.test(name);
