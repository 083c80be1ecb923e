// Before anything is painted: the reader's choice of light or dark, if there is one; and that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  try {
    const chosen = localStorage.getItem('cow-theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch {
    // Storage may be closed, as it is for files in some browsers: then the system's preference holds.
  }
})();
