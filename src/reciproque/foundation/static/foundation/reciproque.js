// Comfort only: every page does all it does without this file.
(() => {
  "use strict";

  // A second click on the same button sends nothing; after three seconds it may (a download leaves the page as it was).
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, 3000);
  });

  // A part was asked for and the answer is another page (the act is done, or the session ended): go there.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { responsePath, finalRequestPath } = event.detail.pathInfo;
    const page = (address) => new URL(address, location.href).pathname;  // one of them may come with its host
    if (!responsePath || page(responsePath) === page(finalRequestPath)) return;
    event.detail.shouldSwap = false;
    location.assign(event.detail.xhr.responseURL);
  });
})();
