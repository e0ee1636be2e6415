/** Light or dark: as the system has it, until somebody chooses. */
const KEY = "mockserver-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const chosen = localStorage.getItem(KEY);
if (chosen) root.dataset.theme = chosen;

export const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

export function toggleTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem(KEY, root.dataset.theme);
  dispatchEvent(new Event("theme"));
}
