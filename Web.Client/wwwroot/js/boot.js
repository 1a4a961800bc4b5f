// Starts the page. A phone that changes networks while loading loses some of the files; the runtime alone gives up after a
// second, and the page would never start.

const maxAttempts = 5;
const pause = 250; // ms before the second attempt, doubled before each further one

// Without integrity hashes: a preloaded file would be fetched twice, and each address already contains its file's fingerprint.
async function load(uri) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(uri);
      if (!response.ok) {
        throw new Error(`${response.status} for ${uri}`);
      }
      const body = await response.arrayBuffer(); // to the end, because it may break there too
      return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') } });
    } catch (error) {
      if (attempt === maxAttempts) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, pause * 2 ** (attempt - 1)));
    }
  }
}

// The plain page needs no WebAssembly. Browsers without it are redirected there, to the same room; others get a link while this page loads.
const query = new URLSearchParams(location.search);
const room = location.pathname.match(/^\/r\/([^/]+)$/)?.[1];
if (room) {
  query.set('room', decodeURIComponent(room));
}
const plain = `/plain?${query}`;
document.getElementById('plain').href = plain;

// The admin pages' texts are in a folder per language, like the page's own, but the runtime's list of lazy files has no folders.
const withFolder = uri => uri.replace(/_framework\/([^/]+\.resources\.[^/]*wasm)$/, `_framework/${document.documentElement.lang}/$1`);

if (typeof WebAssembly === 'object') {
  Blazor.start({
    // The runtime has to import its own scripts.
    loadBootResource: (type, name, uri) => type === 'dotnetjs' ? uri : load(withFolder(uri)),
  });
} else {
  location.replace(plain);
}
