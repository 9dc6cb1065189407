// What stands in for node:fs/promises: files that a person gave to the page, read in ranges.

const given = new Map<string, Blob>();

/** Makes a file known; by the name that is given back it can be opened. */
export function give(file: Blob): string {
  const name = `given-${given.size}`;
  given.set(name, file);
  return name;
}

export async function open(name: string) {
  const file = given.get(name);
  if (file === undefined) throw new Error(`no such file: ${name}`);
  return {
    stat: async () => ({ size: file.size }),
    read: async (into: Uint8Array, at: number, length: number, position: number) => {
      const bytes = await readRange(file, position, length);
      into.set(bytes, at);
      return { bytesRead: bytes.length };
    },
    close: async () => void given.delete(name),
  };
}

async function readRange(file: Blob, position: number, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(position, position + length).arrayBuffer());
  } catch (error) {
    // A file that went away is no fault of the bundle's: the verifier knows by `syscall`.
    throw Object.assign(new Error('the file can no longer be read', { cause: error }), {
      syscall: 'read',
    });
  }
}
