// Reads a step aloud where the browser can: without this file, or without a voice, the button does not exist.
(() => {
  "use strict";

  const voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;

  const buttons = [...document.querySelectorAll("button[data-aloud]")];
  const rest = (button) => {
    button.setAttribute("aria-pressed", "false");
  };

  for (const button of buttons) {
    const step = document.getElementById(button.dataset.aloud);
    if (!step) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const reading = button.getAttribute("aria-pressed") === "true";
      voice.cancel();
      buttons.forEach(rest);
      if (reading) return;
      const said = new SpeechSynthesisUtterance(step.innerText);
      said.lang = step.closest("[lang]").lang;
      said.onend = () => rest(button);
      button.setAttribute("aria-pressed", "true");
      voice.speak(said);
    });
  }
  window.addEventListener("pagehide", () => voice.cancel());
})();
