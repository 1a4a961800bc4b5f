// Starts the page. A phone that changes its network while the files come loses some of them; the runtime by itself gives
// up after a second, and the page would stay dead.

const tries = 5;
const pause = 250; // ms before the second try, twice as long before each further one

// Without the hashes that the runtime knows: a preloaded file would be fetched twice, and each address already has its file's fingerprint.
async function load(uri) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(uri);
      if (!response.ok) {
        throw new Error(`${response.status} for ${uri}`);
      }
      const body = await response.arrayBuffer(); // to the end, since that is where it may break too
      return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') } });
    } catch (error) {
      if (attempt === tries) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, pause * 2 ** (attempt - 1)));
    }
  }
}

// What the page says before its own texts are here.
if (document.documentElement.lang === 'zh-CN') {
  document.querySelectorAll('[data-zh]').forEach(element => { element.textContent = element.dataset.zh; });
  document.querySelectorAll('[data-zh-label]').forEach(element => { element.ariaLabel = element.dataset.zhLabel; });
}

// The plain page does without WebAssembly. Who has none is led there, into the same room; while this page loads, everybody may go.
const query = new URLSearchParams(location.search);
const room = location.pathname.match(/^\/r\/([^/]+)$/)?.[1];
if (room) {
  query.set('room', decodeURIComponent(room));
}
const plain = `/plain?${query}`;
document.getElementById('plain').href = plain;

// The admin pages' texts lie in the folder of their language like the page's own, but the runtime's list of late files knows no folders.
const place = uri => uri.replace(/_framework\/([^/]+\.resources\.[^/]*wasm)$/, `_framework/${document.documentElement.lang}/$1`);

if (typeof WebAssembly === 'object') {
  Blazor.start({
    // The runtime's scripts it has to import by itself.
    loadBootResource: (type, name, uri) => type === 'dotnetjs' ? uri : load(place(uri)),
  });
} else {
  location.replace(plain);
}
