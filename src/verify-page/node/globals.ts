// What the verifier finds as a global in Node, put before it by the bundler.
export { Buffer } from 'buffer/index.js';
