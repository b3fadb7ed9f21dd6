// Runs Azurite as a child of the local host: `node azurite.cjs <azurite.js> <log file> <Azurite's own arguments>`.
//
// Three things differ from running Azurite itself:
// - Its words go to a file. If they went to a pipe, Azurite would die of writing to it after the host was killed.
// - Ctrl-C in a terminal reaches every process there. The host still needs its storage to stop well, so Azurite stays.
// - A line "stop" on the standard input stops it, on every system. The end of the input means nothing: when the host is
//   killed, Azurite goes on, and the next host takes it over.
"use strict";
const fs = require("node:fs");

const [, , azurite, log, ...rest] = process.argv;
const file = fs.openSync(log, "a");
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text) => {
    fs.writeSync(file, text);
    return true;
  };
}

const once = process.once.bind(process);
process.once = (event, listener) => (event === "SIGINT" ? process : once(event, listener));
process.on("SIGINT", () => {});

// An input that is still read would keep the process alive after Azurite has closed.
once("SIGTERM", () => process.stdin.destroy());
process.stdin.on("error", () => {});
process.stdin.on("data", (bytes) => {
  if (bytes.toString().includes("stop")) {
    process.emit("SIGTERM");
  }
});

process.argv = [process.argv[0], azurite, ...rest];
require(azurite);
