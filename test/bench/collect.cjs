/** Is loaded into a server that is measured: tells its parent, when asked, the bytes that its objects and buffers take. */
process.on('message', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
// A parent that listens keeps no server running.
process.channel.unref();
