// jscanify on raw pictures: a line "WIDTH HEIGHT PATH" (RGBA bytes) in, a line of JSON {ms, corners} out.
// Its own code finds the corners; only what draws (canvas) is left out, since nothing is drawn here.
"use strict";
const Module = require("module");
const fs = require("fs");
const readline = require("readline");

const original = Module._load;
Module._load = function (name, ...rest) {
  if (name === "canvas") return { Canvas: class {}, createCanvas: () => ({}), Image: class {}, ImageData: class {} };
  if (name === "./opencv") return original.call(this, "@techstark/opencv-js", ...rest);
  return original.call(this, name, ...rest);
};

async function main() {
  const Scanner = require("jscanify");
  const loaded = require("@techstark/opencv-js");
  const cv = loaded instanceof Promise ? await loaded : loaded;
  if (!cv.Mat) await new Promise((resolve) => (cv.onRuntimeInitialized = resolve));
  const scanner = new Scanner();
  scanner.loadOpenCV(() => {});
  console.log("ready");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [, width, height, path] = line.match(/^(\d+) (\d+) (.*)$/);
    const picture = cv.matFromImageData({ data: fs.readFileSync(path), width: +width, height: +height });
    const begun = process.cpuUsage();
    const contour = scanner.findPaperContour(picture);
    const found = contour ? scanner.getCornerPoints(contour) : {};
    const used = process.cpuUsage(begun);
    const corners = [found.topLeftCorner, found.topRightCorner, found.bottomRightCorner, found.bottomLeftCorner];
    const whole = corners.every((corner) => corner);
    console.log(JSON.stringify({ ms: (used.user + used.system) / 1000, corners: whole ? corners.map((c) => [c.x, c.y]) : null }));
    picture.delete();
  }
}

main();
