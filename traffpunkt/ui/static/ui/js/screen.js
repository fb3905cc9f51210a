/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen at the door: shows a new page only if it came, and says so when the network is gone.
   Written for the browsers of old televisions: no module, no fetch. */
(function () {
  const root = document.documentElement;
  // The first page as it last came: what a kiosk goes back to, also while nobody answers.
  let first = location.pathname === root.dataset.home ? document.body.cloneNode(true) : null;
  let touched = Date.now();

  function lose() {
    if (first) root.replaceChild(first.cloneNode(true), document.body);
    document.body.classList.add("is-lost");
    document.querySelectorAll("[data-lost]").forEach(function (words) { words.hidden = false; });
    document.dispatchEvent(new Event("screen"));
  }
  function show(text, fail) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (page.querySelector("[data-pairing]")) return location.replace(root.dataset.home);
    if (!page.documentElement.hasAttribute("data-screen")) return fail();
    document.title = page.title;
    root.className = page.documentElement.className; // A kiosk may be a wall for today.
    root.dataset.idle = page.documentElement.dataset.idle;
    if (fail === lose) first = document.importNode(page.body, true);
    root.replaceChild(document.adoptNode(page.body), document.body);
    history.replaceState(null, "", root.dataset.home);
    document.dispatchEvent(new Event("screen"));
  }
  function send(method, address, body, fail) {
    const question = new XMLHttpRequest();
    question.open(method, address);
    question.timeout = 5000;
    question.onload = function () {
      if (question.status < 500) show(question.responseText, fail);
      else fail();
    };
    question.onerror = question.ontimeout = fail;
    question.send(body);
  }
  function ask() {
    // Whoever is writing is not disturbed.
    if (Date.now() - touched >= root.dataset.idle * 1000) send("GET", root.dataset.home, null, lose);
  }
  ["pointerdown", "keydown", "input"].forEach(function (what) {
    document.addEventListener(what, function () { touched = Date.now(); });
  });
  document.addEventListener("pressed", function (event) { send.apply(null, event.detail); });
  document.addEventListener("left", function () { touched = 0; ask(); });
  window.addEventListener("online", ask);
  setInterval(ask, root.dataset.every * 1000);
})();
