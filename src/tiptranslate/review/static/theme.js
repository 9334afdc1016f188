// Runs before anything is painted: marks that scripts run, and keeps the chosen colours.
"use strict";
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  root.classList.add("js");

  const stored = () => {
    try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; }
  };
  const keep = (theme) => {
    try { localStorage.setItem("theme", theme); } catch { /* A browser may forbid it. */ }
  };
  const apply = (theme) => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = theme;
  };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = document.getElementById("theme-name");
    const show = () => { name.textContent = button.dataset[stored()] ?? button.dataset.auto; };
    button.addEventListener("click", () => {
      keep(order[(order.indexOf(stored()) + 1) % order.length]);
      apply(stored());
      show();
    });
    show();
  });
})();
