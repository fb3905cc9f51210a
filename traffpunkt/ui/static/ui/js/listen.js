/* SPDX-License-Identifier: EUPL-1.2 */
/* Lyssna: reads the page aloud with the device's own Swedish voice; the button shows only then. */
const button = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;

if (button && speech) {
  const words = button.querySelector("span");
  const start = words.textContent;
  let voice;

  const findVoice = () => {
    voice = speech.getVoices().find((one) => one.lang.startsWith("sv") && one.localService);
    button.hidden = !voice;
  };

  const stopped = () => {
    words.textContent = start;
  };

  const read = () => {
    const parts = document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, label, legend)");
    const leaves = [...parts].filter((part) => !part.querySelector("p, li, label") && part.offsetParent);
    for (const part of leaves) {
      const saying = new SpeechSynthesisUtterance(part.textContent.trim());
      saying.voice = voice;
      saying.lang = voice.lang;
      saying.rate = 0.9;
      saying.onend = () => speech.pending || stopped();
      speech.speak(saying);
    }
    words.textContent = button.dataset.stop;
  };

  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      stopped();
    } else {
      read();
    }
  });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", findVoice);
  findVoice();
}
