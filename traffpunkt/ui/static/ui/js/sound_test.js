/* SPDX-License-Identifier: EUPL-1.2 */
/* The test of sound and camera before one takes part from home. Nothing leaves the browser. */
const room = document.querySelector("[data-sound-test]");
const Sound = window.AudioContext || window.webkitAudioContext;
const part = (name) => room.querySelector(name);
const say = (words) => (part("[data-answer]").textContent = room.dataset[words]);
let stream, ears, timer;

function beep() {
  const sound = new Sound();
  const tone = sound.createOscillator();
  tone.connect(sound.destination);
  tone.onended = () => sound.close().then(() => say("heard"));
  tone.start();
  tone.stop(sound.currentTime + 1.2);
}

async function look() {
  say("asking");
  const both = { audio: true, video: true };
  stream = await navigator.mediaDevices.getUserMedia(both).catch((fault) => fault);
  if (stream instanceof Error) return say(stream.name === "NotFoundError" ? "missing" : "refused");
  ears = new Sound();
  const ear = ears.createAnalyser();
  const waves = new Uint8Array(ear.fftSize);
  ears.createMediaStreamSource(stream).connect(ear);
  timer = setInterval(() => {
    ear.getByteTimeDomainData(waves);
    part("meter").value = (Math.max(...waves) - 128) / 50;
  }, 100);
  part("video").srcObject = stream;
  part("video").play();
  show(true);
}

function show(on) {
  for (const name of ["video", "label", "[data-try=stop]"]) part(name).hidden = !on;
  part("[data-try=picture]").hidden = on;
  say(on ? "seen" : "stopped");
}

function stop() {
  clearInterval(timer, ears.close());
  for (const track of stream.getTracks()) track.stop();
  show(false);
}

const acts = { sound: beep, picture: look, stop };
room.hidden = !Sound || !navigator.mediaDevices;
for (const name in acts) part(`[data-try=${name}]`).addEventListener("click", acts[name]);
