/* SPDX-License-Identifier: EUPL-1.2 */
/* A press at a kiosk is tried without leaving the page: the browser's own error page would stay for weeks. */
(function () {
  let isWaiting = false;

  function refuse() {
    isWaiting = false;
    const main = document.querySelector("main");
    const words = document.createElement("h1");
    words.textContent = main.dataset.refused;
    main.classList.add("refused");
    main.replaceChildren(words);
    main.focus();
    // Back before anybody else comes, whether or not somebody answers by then.
    setTimeout(function () { document.dispatchEvent(new Event("left")); }, 8000);
  }
  function send(event, method, address, body) {
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    document.dispatchEvent(new CustomEvent("pressed", { detail: [method, address, body, refuse] }));
  }
  document.addEventListener("submit", function (event) {
    // A browser that does not say which button was pressed sends the form itself.
    if (!("submitter" in event)) return;
    const body = new FormData(event.target);
    if (event.submitter && event.submitter.name) body.append(event.submitter.name, event.submitter.value);
    send(event, "POST", event.target.action, body);
  });
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (link) send(event, "GET", link.href, null);
  });
  document.addEventListener("screen", function () {
    if (isWaiting) document.querySelector("main").focus();
    isWaiting = false;
  });
})();
