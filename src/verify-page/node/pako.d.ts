// The inner modules of pako 1, which has no types of its own for them.

declare module 'pako/lib/zlib/zstream.js' {
  class ZStream {
    input: Uint8Array;
    next_in: number;
    avail_in: number;
    total_in: number;
    output: Uint8Array;
    next_out: number;
    avail_out: number;
    msg: string;
  }
  export = ZStream;
}

declare module 'pako/lib/zlib/inflate.js' {
  import type ZStream = require('pako/lib/zlib/zstream.js');
  const inflating: {
    inflateInit2(stream: ZStream, windowBits: number): number;
    inflate(stream: ZStream, flush: number): number;
  };
  export = inflating;
}

declare module 'pako/lib/zlib/messages.js' {
  const messages: Readonly<Record<number, string>>;
  export = messages;
}
