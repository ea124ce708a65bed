// Shows the buttons that need a passkey where the browser knows them, and says when a key did not answer.
(() => {
  "use strict";

  if (window.PublicKeyCredential) {
    for (const part of document.querySelectorAll("[data-key]")) part.hidden = false;
    for (const part of document.querySelectorAll("[data-no-key]")) part.hidden = true;
  }

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.getElementById("cle-refusee");
    if (said) said.hidden = false;
  });
})();
