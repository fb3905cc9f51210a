/* SPDX-License-Identifier: EUPL-1.2 */
/* Digits to press at a kiosk, and a place for what a reader types, wherever on the page one stands. */
(function () {
  let last = null;

  function fields() {
    return document.querySelectorAll("form[data-keys] .field input");
  }
  function ready() {
    const pad = document.querySelector("[data-pad]");
    if (pad) pad.hidden = false;
    last = null;
  }
  function press(key) {
    const all = fields();
    if (!last || !last.isConnected) last = all[0];
    // Six digits are a number; the next one begins the code.
    if (key && all[1] && last === all[0] && last.value.replace(/\D/g, "").length >= 6) last = all[1];
    if (!key && !last.value) last = all[0];
    last.value = key ? last.value + key : last.value.slice(0, -1);
  }
  document.addEventListener("click", function (event) {
    const key = event.target.closest("[data-key]");
    if (key) press(key.dataset.key);
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("form[data-keys] .field input")) last = event.target;
  });
  document.addEventListener("keydown", function (event) {
    const first = fields()[0];
    if (first && /^[^ ]$/.test(event.key) && !event.target.matches("input")) first.focus();
  });
  document.addEventListener("screen", ready);
  ready();
})();
