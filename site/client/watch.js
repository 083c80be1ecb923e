// Only in the preview: reloads the page when it changed, and shows what is wrong with the sources over it.
(() => {
  const page = location.pathname.replace(/^.*\//, '') || 'index.html';
  const notices = new EventSource('~notices');
  notices.addEventListener('message', ({ data }) => {
    const { changed, fault } = JSON.parse(data);
    if (fault) return show(fault);
    document.getElementById('site.fault')?.remove();
    if (changed.includes(page) || changed.some((/** @type {string} */ name) => name.startsWith('assets/')))
      location.reload();
  });

  /** @param {string} text */
  function show(text) {
    document.getElementById('site.fault')?.remove();
    const box = document.createElement('dialog');
    box.id = 'site.fault';
    box.className = 'copy';
    const title = document.createElement('h2');
    title.textContent = 'This cannot be built';
    const pre = document.createElement('pre');
    pre.className = 'wrap';
    pre.textContent = text;
    const form = document.createElement('form');
    form.method = 'dialog';
    const button = document.createElement('button');
    button.textContent = 'Close';
    form.append(button);
    box.append(title, pre, form);
    document.body.append(box);
    box.showModal();
  }
})();
