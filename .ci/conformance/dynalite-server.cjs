/** Loaded by mocha before dynalite's own tests: the server that they start is ours. */
const { spawn } = require('node:child_process');
const Module = require('node:module');
const { join, resolve } = require('node:path');

const tests = join(resolve(process.env.SUITE_DIR), 'test');
/** Where Node looks up what is required; it has no name for others. */
const LOAD = '_load';
const load = Module[LOAD];

Module[LOAD] = function (request, parent, ...rest) {
  if (request === '..' && parent?.filename?.startsWith(tests)) return createServer;
  return load.call(this, request, parent, ...rest);
};

/** As much of dynalite's interface as its tests use. */
function createServer() {
  let child;
  return {
    listen(port, listening) {
      child = spawn(process.execPath, [process.env.SERVER_MAIN, '--port', String(port)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      process.once('exit', () => child.kill());
      child.stdout.once('data', () => listening());
    },
    close(closed) {
      child.once('exit', () => closed());
      child.kill();
    },
  };
}
