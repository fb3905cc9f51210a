/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen at the door: shows the new page only if it came, and says so when the network is gone.
   Written for the browsers of old televisions: no module, no fetch. */
(function () {
  const root = document.documentElement;
  let touched = Date.now();

  function lose() {
    document.body.classList.add("is-lost");
    const words = document.querySelector("[data-lost]");
    if (words) words.hidden = false;
  }
  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (page.querySelector("[data-pairing]")) location.replace(root.dataset.home);
    else if (!page.documentElement.hasAttribute("data-screen")) lose();
    else {
      document.title = page.title;
      root.dataset.idle = page.documentElement.dataset.idle;
      root.replaceChild(document.adoptNode(page.body), document.body);
      history.replaceState(null, "", root.dataset.home);
    }
  }
  function ask() {
    // Whoever is writing is not disturbed.
    if (Date.now() - touched < root.dataset.idle * 1000) return;
    const question = new XMLHttpRequest();
    question.open("GET", root.dataset.home);
    question.timeout = 8000;
    question.onload = function () {
      if (question.status === 200) show(question.responseText);
      else lose();
    };
    question.onerror = question.ontimeout = lose;
    question.send();
  }
  ["pointerdown", "keydown", "input"].forEach(function (what) {
    document.addEventListener(what, function () { touched = Date.now(); });
  });
  document.addEventListener("submit", function (press) {
    if (navigator.onLine) return;
    press.preventDefault();
    lose();
  });
  window.addEventListener("offline", lose);
  window.addEventListener("online", ask);
  setInterval(ask, root.dataset.every * 1000);
})();
